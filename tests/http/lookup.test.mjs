/** The one box of the operator's screen. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, problem, status } from './checks.mjs';
import { service } from './harness.mjs';
import { registration, repeat } from './samples.mjs';

const it = service({ users: [{ login: 'other', role: 'operator' }] });

async function lookup(q, more = '', who = 'operator') {
	const client = await it.login(who);

	return status(await client.get(
	    `/lookup?q=${encodeURIComponent(q)}${more}`), 200);
}

test('a service is found with its verdict', async () => {
	const got = await lookup('терапевт');

	assert.equal(got.query, 'терапевт');
	assert.equal(got.verdict, 'allowed');
	const [first] = got.items;
	assert.equal(first.kind, 'service');
	assert.equal(first.code, 'X01');
	assert.equal(first.verdict, 'allowed');
	assert.equal(first.performer, 'doctor');
});

test('a refused service comes with where it is done', async () => {
	const got = await lookup('узи сердца');
	const [first] = got.items;

	assert.equal(got.verdict, 'not_allowed');
	assert.equal(first.code, 'E05');
	assert.ok(first.referrals.length > 0);
	assert.ok(first.say.length > 0);
});

test('the place of the call brings the nearest to the front', async () => {
	const client = await it.login('operator');
	const first = async (place) => (await lookup('рентген',
	    `&place=${place}`)).items[0].referrals[0].code;

	assert.equal(await first('petrogradsky'), 'r01');
	assert.equal(await first('moskovsky'), 'r02');
	invalid(await client.get('/lookup?q=a&place=moon'), '?place');
});

test('a place is found by how people call it', async () => {
	for (const q of ['васил', 'Васька', 'dfcbk']) {
		const got = await lookup(q);
		const place = got.items.find((i) => i.kind === 'place');
		assert.equal(place?.code, 'vasileostrovsky', q);
		assert.equal(place.zone, 'green');
		assert.equal(place.name, 'Василеостровский район');
		assert.equal(got.places_ambiguous, false);
	}
});

test('a place and services in one breath', async () => {
	for (const [q, verdict, wanted] of [
	    ['узи сердца купчино', 'not_allowed', ['E05', 'frunzensky']],
	    ['капельница от запоя купчино', 'not_allowed',
	        ['P08', 'frunzensky']],
	    ['терапевт и кровь, мурино', null, ['X01', 'X33', 'lo_murino']],
	]) {
		const got = await lookup(q);
		assert.equal(got.verdict, verdict, q);
		assert.deepEqual(got.items.slice(0, wanted.length)
		    .map((hit) => hit.code), wanted, q);
	}
});

/** said(answer): its place, parts and leftovers, short enough to compare. */
function said({ place, parts, left }) {
	return [place?.code ?? null,
	    parts.map((p) => p.hit?.code ?? p.text), left];
}

test('a line is answered as one', async () => {
	for (const [q, ...wanted] of [
	    ['терапевт и кровь, мурино', 'lo_murino', ['X01', 'X33'], []],
	    ['узи сердца купчино', 'frunzensky', ['E05'], []],
	    ['педиатр, двое детей, купчино', 'frunzensky', ['X02'],
	        ['двое детей']],
	    ['нарколог и терапевт купчино', 'frunzensky', ['X01'],
	        ['нарколог']],
	    ['купчино ленина 5 кв 3', 'frunzensky', [], ['ленина 5 кв 3']],
	    ['терапевт, сантехник', null, ['X01'], ['сантехник']],
	    ['детский хирург купчино', 'frunzensky', ['детский хирург'], []],
	    ['терапевт', null, ['X01'], []],
	    ['мурино', 'lo_murino', [], []],
	    ['узи', null, ['узи'], []],
	])
		assert.deepEqual(said((await lookup(q)).answer), wanted, q);
});

test('what is no line of that kind has no answer', async () => {
	for (const q of ['щжфцэ щжфцэ', '000123', '26-000123', '89991234567'])
		assert.equal((await lookup(q)).answer, null, q);
});

test('a part has the verdict, the hit and the words of the search', async () => {
	const { answer, items } = await lookup('узи сердца, укол и узи, купчино');
	const verdicts = answer.parts.map((p) => [p.text, p.verdict]);

	assert.deepEqual(verdicts, [['узи сердца', 'not_allowed'],
	    ['укол', 'conditional'], ['узи', null]]);
	for (const { hit, say } of answer.parts.slice(0, 2)) {
		assert.deepEqual(hit, items.find((i) => i.code === hit.code));
		assert.equal(say, hit.say);
	}
	assert.deepEqual([answer.parts[2].hit, answer.parts[2].say],
	    [null, null]);
});

test('the place comes with the prices of its zone and who must come', async () => {
	const client = await it.login('operator');
	const { items } = status(await client.get('/zones'), 200);

	for (const [q, zone, performers] of [
	    ['терапевт и кровь, мурино', 'oblast', ['doctor', 'nurse']],
	    ['терапевт и узи сердца, мурино', 'oblast', ['doctor']],
	    ['кровь мурино', 'oblast', ['nurse']],
	    ['узи сердца купчино', 'yellow', null],
	    ['купчино', 'yellow', null],
	]) {
		const { answer } = await lookup(q);
		const quote = status(await client.get(`/quote?place=${
		    answer.place.code}&performers=${
		    performers ?? 'doctor'}`), 200);
		assert.equal(answer.place.zone, zone, q);
		assert.deepEqual(answer.place.prices,
		    items.find((z) => z.code === zone).prices, q);
		assert.equal(answer.place.say, quote.say, q);
		assert.deepEqual(answer.performers, performers, q);
	}
});

test('an ambiguous place is told by its words, never guessed', async () => {
	const got = await lookup('терапевт кировский район');

	assert.equal(got.places_ambiguous, true);
	assert.equal(got.answer.place, null);
	assert.equal(got.answer.place_text, 'кировский район');
	assert.equal(got.answer.parts[0].verdict, 'allowed');
});

test('one service asked for in several words is listed once', async () => {
	const { items, answer } =
	    await lookup('удалить родинку, бородавку и папиллому');
	const codes = items.map((i) => i.code);

	assert.equal(answer.parts.length, 3);
	assert.equal(new Set(codes).size, codes.length);
});

test('an ambiguous place is marked', async () => {
	assert.equal((await lookup('Выборгский район')).places_ambiguous, true);
});

test('a card number finds the patient, masked', async () => {
	const got = await lookup('000123');
	const hit = got.items.find((i) => i.kind === 'patient');

	assert.equal(hit?.card_no, '000123');
	assert.match(hit.masked, /^Пётр Т\.,? 1980$/);
	const all = JSON.stringify(got);
	for (const secret of ['Тестов', 'Иванович', '5550101', 'Тестовая'])
		assert.ok(!all.includes(secret), secret);
});

test('a request is found by its number', async () => {
	const client = await it.login('operator');
	const made = status(await client.post('/requests', registration()), 201);
	const got = await lookup(made.number);
	const hit = got.items.find((i) => i.kind === 'request');

	assert.deepEqual([hit?.id, hit?.number, hit?.state],
	    [made.id, made.number, 'queued']);
});

/** posted(changes): the request just made. */
async function posted(body) {
	const client = await it.login('operator');

	return status(await client.post('/requests', body), 201);
}

test('a phone in any shape finds whose it is', async () => {
	for (const q of ['+78125550101', '88125550101', '8125550101',
	    '8 (812) 555-01-01', '+7 812 555 01 01', '812.555.01.01']) {
		const { items, answer } = await lookup(q);
		const cards = items.filter((i) => i.kind === 'patient');
		assert.deepEqual(cards.map((i) => i.card_no),
		    ['000123', '000130'], q);
		assert.match(cards[0].masked, /^Пётр Т\.,? 1980$/);
		assert.equal(answer, null);
		for (const secret of ['Тестов', 'Иванович', '1980-01-31'])
			assert.ok(!JSON.stringify(items).includes(secret), q);
	}
	const [foreign] = (await lookup('+358 40 123 4567')).items;
	assert.equal(foreign.card_no, '000129');
});

test('a phone finds the active requests of patient and caller', async () => {
	const made = await posted(repeat('000127', '1939-02-28'));
	const called = await posted(registration({ caller: {
	    name: 'Ёлкина Вера', relation: 'daughter',
	    phone: '8 812 555-01-05' } }));
	const client = await it.login('operator');
	const hits = async (who) => (await lookup('8125550105', '', who)).items
	    .filter((i) => i.kind === 'request');

	assert.deepEqual((await hits()).map((i) => i.number),
	    [called.number, made.number]);
	const [, hit] = await hits('other');
	assert.deepEqual(Object.keys(hit).sort(), ['created_at', 'id', 'kind',
	    'number', 'promise', 'state']);
	assert.equal(hit.state, 'queued');
	assert.equal(hit.promise.deadline_at, made.promise.deadline_at);
	status(await client.post(`/requests/${made.id}/cancel`,
	    { reason: 'better' }, { etag: '"1"' }), 200);
	assert.deepEqual((await hits()).map((i) => i.number), [called.number]);
});

test('a phone nobody has finds nothing', async () => {
	for (const q of ['8 999 000-11-22', '+44 20 7946 0000', '555-01-01',
	    '812555010']) {
		const { items, verdict } = await lookup(q);
		assert.deepEqual(items, [], q);
		assert.equal(verdict, 'unknown', q);
	}
});

test('limit counts who is found by phone, too', async () => {
	assert.equal((await lookup('8125550101', '&limit=1')).items.length, 1);
});

test('what matches nothing is unknown, not refused', async () => {
	const got = await lookup('щжфцэ щжфцэ');

	assert.equal(got.verdict, 'unknown');
	assert.deepEqual(got.items.filter((i) => i.kind === 'service'), []);
});

test('limit holds, and its bounds are checked', async () => {
	const client = await it.login('operator');

	assert.ok((await lookup('узи', '&limit=2')).items.length <= 2);
	for (const limit of ['0', '-1', '201', 'x', '1e3'])
		problem(await client.get(`/lookup?q=a&limit=${limit}`), 422);
	invalid(await client.get('/lookup?q=a&limit=x'), '?limit');
});

test('no typed text makes it fail', async () => {
	const client = await it.login('operator');

	for (const q of ['', ' ', '%', '"', '\\', "'; DROP TABLE request;--",
	    '\u{1f600}', 'е\u0308', '\u200d', '(*UTF)', '.*', '{}', 'а'.repeat(64),
	    'ё'.repeat(500), '0'.repeat(300), 'а '.repeat(400)]) {
		const got = await client.get(
		    `/lookup?q=${encodeURIComponent(q)}`);
		status(got, 200, 422);
	}
	status(await client.get('/lookup'), 200, 422);
});
