/** The one box of the operator's screen. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, problem, status } from './checks.mjs';
import { service } from './harness.mjs';
import { registration } from './samples.mjs';

const it = service();

async function lookup(q, more = '') {
	const client = await it.login('operator');

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
