/** Registering a home visit, the board, and who may see what. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CLINIC_TIME, UUID7, birthday, clinicDate, etag, invalid, problem,
    promised, rubles, status } from './checks.mjs';
import { service } from './harness.mjs';
import { person, registration, repeat } from './samples.mjs';

const it = service({ users: [{ login: 'operator2', role: 'operator' }] });

async function post(body, options) {
	return (await it.login('operator')).post('/requests', body, options);
}

const posted = async (body) => status(await post(body), 201);

/* As the dispatcher sees it: flags and all. */
async function opened(id) {
	const client = await it.login('dispatcher');

	return status(await client.get(`/requests/${id}`), 200);
}

test('a first-time patient is registered', async () => {
	const body = registration();
	const got = await post(body);
	const r = status(got, 201);

	assert.equal(got.headers.location, `/api/v1/requests/${r.id}`);
	etag(got);
	assert.match(r.id, UUID7);
	assert.match(r.number, /^\d\d-\d{6}$/);
	assert.equal(r.number.slice(0, 2),
	    clinicDate(Date.now()).slice(2, 4));
	assert.equal(r.version, 1);
	assert.equal(r.state, 'queued');
	assert.equal(r.created_by, 'operator');
	assert.match(r.created_at, CLINIC_TIME);
	assert.equal(r.zone, 'green');
	assert.deepEqual(r.quote.total, rubles(3900));
	assert.equal(r.kit, 0);
	assert.equal(r.claim, null);
	assert.equal(r.visit, null);
	assert.deepEqual(r.attempts, []);
	assert.deepEqual(r.duplicates, []);
	assert.deepEqual(r.services.map((s) => s.code), ['X01']);
	assert.deepEqual(r.performers, ['doctor']);
	assert.equal(r.patient.name, body.patient.name);
	assert.equal(r.patient.phone, body.patient.phone);
	assert.equal(r.address.place, 'vasileostrovsky');
});

test('the promise is counted in service hours', async () => {
	const { promise, created_at } = await posted(registration());
	const at = Date.parse(created_at);

	assert.match(promise.target_at, CLINIC_TIME);
	assert.match(promise.deadline_at, CLINIC_TIME);
	assert.equal(Date.parse(promise.target_at), promised(at, 30));
	assert.equal(Date.parse(promise.deadline_at), promised(at, 60));
	assert.ok(promise.explain.length > 0);
	assert.equal(promise.out_of_hours, promised(at, 0) !== at);
});

test('what was posted is what is read', async () => {
	const client = await it.login('operator');
	const got = await post(registration());
	const read = await client.get(`/requests/${got.body.id}`);
	const plain = ({ allowed_actions, promise, ...rest }) => rest;

	status(read, 200);
	assert.equal(etag(read), etag(got));
	assert.deepEqual(plain(read.body), plain(got.body));
	assert.ok(Array.isArray(read.body.allowed_actions));
	assert.match(read.headers['cache-control'], /no-store/);
	const same = await client.get(`/requests/${got.body.id}`,
	    { headers: { 'If-None-Match': etag(read) } });
	status(same, 304);
	assert.equal(same.text, '');
});

test('an ETag stays strong when the answer is compressed', async () => {
	const { id } = await posted(registration());
	const client = await it.login('operator');
	const got = await client.get(`/requests/${id}`,
	    { headers: { 'Accept-Encoding': 'gzip' } });

	status(got, 200);
	assert.equal(got.headers.etag, '"1"');
});

test('a weak validator is enough to say that nothing changed', async () => {
	const { id } = await posted(registration());
	const client = await it.login('operator');

	status(await client.get(`/requests/${id}`,
	    { headers: { 'If-None-Match': 'W/"1"' } }), 304);
	status(await client.get(`/requests/${id}`,
	    { headers: { 'If-None-Match': '"7", "1"' } }), 304);
	status(await client.get(`/requests/${id}`,
	    { headers: { 'If-None-Match': '"7"' } }), 200);
});

test('a card number is enough for a known patient', async () => {
	const r = await posted(repeat('000123', '1980-01-31'));

	assert.equal(r.patient.card_no, '000123');
	assert.equal(r.patient.name, 'Тестов Пётр Иванович');
	assert.equal(r.patient.phone, '+78125550101');
	assert.equal((await opened(r.id)).flags.includes('card_unmatched'),
	    false);
});

test('a wrong card or birth date makes a first-time patient', async () => {
	const wrong = repeat('000124', '1956-07-13');
	const got = await post(wrong);

	invalid(got, '/patient/name', '/patient/phone');
	for (const secret of ['Примерова', '5550102', '1956-07-12'])
		assert.ok(!got.text.includes(secret), secret);
	const all = registration();
	all.patient.card_no = '999999';
	const r = await posted(all);
	assert.ok((await opened(r.id)).flags.includes('card_unmatched'));
});

test('all seven fields of a first-time patient are asked at once',
    async () => {
	invalid(await post({}), '/patient/name', '/patient/birth_date',
	    '/patient/phone', '/address/text', '/address/place', '/epid',
	    '/services', '/consent/price', '/consent/data');
});

/* Each refused alone: what is changed, and the field that is named. */
const refused = [
	['no name', { patient: { name: undefined } }, '/patient/name'],
	['an empty name', { patient: { name: '  ' } }, '/patient/name'],
	['a name of digits', { patient: { name: '12345' } },
	    '/patient/name'],
	['a name that is an array', { patient: { name: ['a'] } },
	    '/patient/name'],
	['a name without end', { patient: { name: 'а'.repeat(5000) } },
	    '/patient/name'],
	['no birth date', { patient: { birth_date: undefined } },
	    '/patient/birth_date'],
	['a birth date to come',
	    { patient: { birth_date: clinicDate(Date.now() + 2 * 864e5) } },
	    '/patient/birth_date'],
	['31 April', { patient: { birth_date: '1990-04-31' } },
	    '/patient/birth_date'],
	['29 February of 1900', { patient: { birth_date: '1900-02-29' } },
	    '/patient/birth_date'],
	['a Russian date', { patient: { birth_date: '31.01.1980' } },
	    '/patient/birth_date'],
	['somebody of 131', { patient: { birth_date: birthday(131) } },
	    '/patient/birth_date'],
	['no phone', { patient: { phone: undefined } }, '/patient/phone'],
	['nine digits', { patient: { phone: '921 123 45 6' } },
	    '/patient/phone'],
	['a phone in words', { patient: { phone: 'нет телефона' } },
	    '/patient/phone'],
	['no address', { address: { text: undefined } }, '/address/text'],
	['no district', { address: { place: undefined } },
	    '/address/place'],
	['an unknown district', { address: { place: 'atlantis' } },
	    '/address/place'],
	['no epid answers', { epid: undefined }, '/epid'],
	['empty epid answers', { epid: {} }, '/epid'],
	['an unknown epid question', { epid: { EA99: { answer: 'no' } } },
	    '/epid/EA99'],
	['an epid answer nobody gives', { epid: { EA01: { answer: 'maybe' } } },
	    '/epid/EA01/answer'],
	['a red flag', { red_flags: { RF01: 'yes' } }, '/red_flags/RF01'],
	['a red flag not known', { red_flags: { RF02: 'dont_know' } },
	    '/red_flags/RF02'],
	['an unknown red flag', { red_flags: { RF99: 'no' } },
	    '/red_flags/RF99'],
	['no service', { services: [] }, '/services'],
	['an unknown service', { services: [{ code: 'X99' }] },
	    '/services/0/code'],
	['a service not done at home',
	    { services: [{ code: 'X01' }, { code: 'E02' }] },
	    '/services/1/code'],
	['a condition not asked', { services: [{ code: 'S10' }] },
	    '/services/0/condition_met'],
	['a condition not met',
	    { services: [{ code: 'S10', condition_met: false }] },
	    '/services/0/condition_met'],
	['a service that is neither code nor text', { services: [{}] },
	    '/services/0'],
	['a nurse for the doctor\'s work', { performers: ['nurse'] },
	    '/performers'],
	['an unknown performer', { performers: ['driver'] },
	    '/performers/0'],
	['no consent to the price', { consent: { price: false } },
	    '/consent/price'],
	['no consent to data processing', { consent: { data: undefined } },
	    '/consent/data'],
	['a quote nobody gave',
	    { quote: { id: '01900000-0000-7000-8000-000000000000' } },
	    '/quote/id'],
	['an endless symptom', { symptoms: 'а'.repeat(20_000) },
	    '/symptoms'],
	['a child alone', { patient: { birth_date: birthday(7) },
	    services: [{ code: 'X02' }] }, '/legal_representative'],
	['a grandmother for the mother',
	    { patient: { birth_date: birthday(7) },
		services: [{ code: 'X02' }],
		legal_representative: { name: 'Тестова Анна',
		    relation: 'grandmother', phone: '+78125550104' } },
	    '/legal_representative/relation'],
	['a caller without a phone anybody can call',
	    { caller: { name: 'Тест', relation: 'mother', phone: '12' } },
	    '/caller/phone'],
	['new anyway without a reason',
	    { duplicate: { action: 'new_anyway' } }, '/duplicate/reason'],
];

for (const [what, changes, pointer] of refused)
	test(`refused: ${what}`, async () => {
		const errors = invalid(await post(registration(changes)));

		assert.ok(errors.some((e) => e.pointer === pointer ||
		    e.pointer.startsWith(`${pointer}/`)),
		    `no error at ${pointer}: ${JSON.stringify(errors)}`);
		assert.equal(errors.length, 1, JSON.stringify(errors));
	});

test('what the service sets cannot be sent', async () => {
	for (const [name, value] of Object.entries({ id: 'x', number:
	    '26-000001', state: 'closed', version: 9, created_by: 'admin',
	    zone: 'green', kit: 3, claim: null, flags: [], __proto: {} }))
		invalid(await post({ ...registration(), [name]: value }),
		    `/${name}`);
	const deep = registration();
	deep.patient.debt = false;
	deep.address.zone = 'green';
	invalid(await post(deep), '/patient/debt', '/address/zone');
});

test('phones are kept as E.164, names without stray spaces', async () => {
	const n = Math.floor(Math.random() * 90) + 10;
	const r = await posted(registration({ patient: {
	    phone: `8 (812) 555-01-${n}`, name: ' Пробный  Сидор ' } }));

	assert.equal(r.patient.phone, `+781255501${n}`);
	assert.equal(r.patient.name, 'Пробный Сидор');
});

test('a child has its representative', async () => {
	const r = await posted(registration({
		patient: { birth_date: birthday(7) },
		services: [{ code: 'X02' }],
		caller: { name: 'Тестова Анна', relation: 'mother',
		    phone: '+78125550104' },
		legal_representative: { name: 'Тестова Анна',
		    relation: 'mother', phone: '+78125550104' },
	}));

	assert.equal(r.legal_representative.relation, 'mother');
	assert.ok((await opened(r.id)).flags.includes('minor'));
});

test('fifteen tomorrow is not fifteen', async () => {
	const alone = (days) => post(registration(
	    { patient: { birth_date: birthday(15, days) } }));

	invalid(await alone(1));
	status(await alone(0), 201);
});

test('epid answers give the kit', async () => {
	const kit = async (epid) => (await posted(registration({ epid }))).kit;
	const yes = { answer: 'yes', comment: '38,6' };

	assert.equal(await kit({ EA01: yes, EA02: yes }), 1);
	assert.equal(await kit({ EA03: yes }), 2);
	assert.equal(await kit({ EA09: yes }), 3);
	assert.equal(await kit({ EA01: yes, EA06: yes }), 3);
	assert.equal(await kit({ EA07: yes }), 0);
});

test('epid questions left out are marked, not refused', async () => {
	const r = await posted({ ...registration(),
	    epid: { EA01: { answer: 'no' }, EA02: { answer: 'not_asked' } } });

	assert.ok((await opened(r.id)).flags.includes('epid_incomplete'));
});

test('what the catalogue does not decide goes to the dispatcher',
    async () => {
	const own = await posted(registration(
	    { services: [{ text: 'что-то своё' }] }));
	const ask = await posted(registration({ services: [{ code: 'X52' }] }));

	assert.ok((await opened(own.id)).flags.includes('free_text_service'));
	assert.ok((await opened(ask.id)).flags.includes('ask_dispatcher'));
	assert.equal(own.services[0].text, 'что-то своё');
});

test('marks follow from what was said', async () => {
	const r = await posted(registration({ bonus_member: true,
	    zone_dispute: 'сосед платил меньше' }));
	const debtor = await posted(repeat('000126', '1972-11-23'));

	const { flags } = await opened(r.id);
	assert.ok(flags.includes('bonus_member'));
	assert.ok(flags.includes('zone_disputed'));
	assert.deepEqual(r.quote.total, rubles(3900));
	assert.ok((await opened(debtor.id)).flags.includes('debt'));
});

test('the spoken price is the price of the request', async () => {
	const client = await it.login('operator');
	const kept = status(await client.post('/quotes', { place:
	    'vasileostrovsky', performers: ['doctor'], services: ['X01'] }),
	    201);
	const r = await posted(registration({ quote: { id: kept.id } }));

	assert.equal(r.quote.id, kept.id);
	assert.deepEqual(r.quote.total, kept.total);
});

test('the scripts that were on the screen are kept', async () => {
	const scripts = [{ situation: 'price', version: 3 },
	    { situation: 'bonus', version: 1 }];
	const made = await posted(registration({ scripts }));

	assert.deepEqual((await opened(made.id)).scripts, scripts);
	assert.deepEqual((await posted(registration())).scripts, []);
	const errors = invalid(await post(registration({ scripts: [
	    { situation: 'magic', version: 1 }, { situation: 'price' },
	    { version: 0 }, { situation: 'price', version: 1.5 }] })),
	    '/scripts/0/situation', '/scripts/1/version',
	    '/scripts/2/situation', '/scripts/2/version',
	    '/scripts/3/version');
	assert.equal(errors.length, 5);
});

test('a second request for the same person is suspected', async () => {
	const body = registration();
	const first = await posted(body);
	const got = await post({ ...body, symptoms: 'тайна' });
	const p = problem(got, 409, 'duplicate_suspected');
	const [match] = p.duplicates ?? p.matches;

	assert.equal(match.id, first.id);
	assert.equal(match.number, first.number);
	assert.equal(match.state, 'queued');
	assert.ok(JSON.stringify(match).includes(
	    first.promise.deadline_at.slice(0, 16)), 'the promised time');
	for (const secret of [body.patient.name, 'кашель', 'тайна',
	    body.patient.phone])
		assert.ok(!got.text.includes(secret), secret);

	const anyway = await posted({ ...body, duplicate:
	    { action: 'new_anyway', reason: 'другая жалоба' } });
	assert.notEqual(anyway.number, first.number);
	assert.ok((await opened(anyway.id)).flags
	    .includes('duplicate_allowed'));
	assert.equal(anyway.duplicates[0].id, first.id);
});

test('a duplicate is found by every key', async () => {
	const a = registration();
	await posted(a);
	const b = registration();
	b.patient.name = a.patient.name.toUpperCase();
	b.patient.birth_date = a.patient.birth_date;
	problem(await post(b), 409, 'duplicate_suspected');
	const c = registration();
	c.address = a.address;
	c.patient.birth_date = a.patient.birth_date;
	problem(await post(c), 409, 'duplicate_suspected');
	await posted(repeat('000128', '1991-05-09'));
	problem(await post(repeat('000128', '1991-05-09')), 409,
	    'duplicate_suspected');
});

test('families share a phone: it warns, it does not block', async () => {
	const a = registration();
	const first = await posted(a);
	const b = registration({ patient: { phone: a.patient.phone } });
	const r = await posted(b);

	assert.ok(r.duplicates.some((d) => d.id === first.id));
});

test('the history begins with the posting', async () => {
	const r = await posted(registration());
	const client = await it.login('operator');
	const { items } = status(await client.get(
	    `/requests/${r.id}/history`), 200);

	assert.equal(items.length, 1);
	assert.equal(items[0].by, 'operator');
	assert.equal(items[0].action, 'post');
	assert.equal(items[0].from, null);
	assert.equal(items[0].to, 'queued');
	assert.equal(items[0].at, r.created_at);
});

test('no such request', async () => {
	const client = await it.login('dispatcher');

	for (const id of ['01900000-0000-7000-8000-000000000000', 'x', '1',
	    "'--", '%00', '..', '%2e%2e', 'a'.repeat(300)])
		problem(await client.get(`/requests/${id}`), [400, 404]);
});

test('an operator sees own requests only, a dispatcher all', async () => {
	const mine = await posted(registration());
	const other = await it.login('operator2');
	const theirs = status(await other.post('/requests', registration()),
	    201);

	for (const what of ['', '/history'])
		problem(await other.get(`/requests/${mine.id}${what}`),
		    [403, 404]);
	problem(await other.post(`/requests/${mine.id}/cancel`,
	    { reason: 'better' }, { etag: '"1"' }), [403, 404]);
	const ids = status(await other.get('/requests?limit=200'), 200).items
	    .map((r) => r.id);
	assert.deepEqual(ids, [theirs.id]);
	for (const role of ['dispatcher', 'admin']) {
		const client = await it.login(role);
		status(await client.get(`/requests/${mine.id}`), 200);
		status(await client.get(`/requests/${theirs.id}`), 200);
	}
});

test('only an operator registers', async () => {
	for (const role of ['dispatcher', 'admin']) {
		const client = await it.login(role);
		problem(await client.post('/requests', registration()), 403,
		    'forbidden');
	}
});

test('hostile texts come back as they were', async () => {
	const note = `<script>alert(1)</script>'"; DROP TABLE request;--`;
	const r = await posted(registration({ address: { note },
	    patient: person() }));

	assert.equal(r.address.note, note);
	assert.equal((await opened(r.id)).address.note, note);
});
