/** The calls of the handbook that must come out right, end to end. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { birthday, invalid, problem, promised, rubles, status }
    from './checks.mjs';
import { Held, reached, window } from './dispatch.mjs';
import { service } from './harness.mjs';
import { person, redFlags, registration, repeat } from './samples.mjs';

const it = service();

const get = async (target, by = 'operator') => status(
    await (await it.login(by)).get(target), 200);
const post = async (target, body) =>
    (await it.login('operator')).post(target, body);
const ask = (q) => get(`/services/search?q=${encodeURIComponent(q)}`);
const price = async (query) => (await get(`/quote?${query}`)).total;

test('V1: a card, a fever, a therapist in the green zone', async () => {
	assert.equal((await ask('терапевт')).verdict, 'allowed');
	const found = await get('/patients?card=000123&birth_date=1980-01-31');
	assert.equal(found.matched, true);
	assert.deepEqual(await price('place=vasileostrovsky&services=X01'),
	    rubles(3900));
	const r = status(await post('/requests', repeat('000123',
	    '1980-01-31', { epid: { EA01: { answer: 'yes', comment: '38,6' },
		EA02: { answer: 'yes', comment: 'кашель' } } })), 201);
	assert.equal(r.kit, 1);
	assert.deepEqual(r.quote.total, rubles(3900));
	const at = Date.parse(r.created_at);
	assert.equal(Date.parse(r.promise.target_at), promised(at, 30));
	assert.equal(Date.parse(r.promise.deadline_at), promised(at, 60));

	const dispatcher = await it.login('dispatcher');
	const got = await dispatcher.post('/queue/next');
	assert.equal(status(got, 200).id, r.id);
	assert.equal(got.body.patient.name, 'Тестов Пётр Иванович');
	const held = new Held(dispatcher, got);
	await held.must('attempt', { outcome: 'reached' });
	await held.must('schedule', { medic: 'm01', ...window(1, 10) });
	assert.equal(held.last.state, 'scheduled');
	assert.deepEqual(held.last.quote, r.quote);
});

test('V2: blood drawn at home, yellow, first time', async () => {
	const asked = await ask('забор крови');
	assert.equal(asked.verdict, 'allowed');
	assert.equal(asked.hits[0].performer, 'nurse');
	assert.deepEqual(await price('place=vyborgsky&services=X33'),
	    rubles(1950));
	const body = registration({ patient: { phone: '8 812 555-01-02' },
	    address: { place: 'vyborgsky' }, services: [{ code: 'X33' }],
	    performers: ['nurse'] });
	invalid(await post('/requests', { ...body, epid: undefined }), '/epid');
	invalid(await post('/requests',
	    { ...body, address: { ...body.address, place: undefined } }),
	    '/address/place');
	const r = status(await post('/requests', body), 201);
	assert.deepEqual(r.quote.total, rubles(1950));
	assert.deepEqual(r.performers, ['nurse']);
	assert.equal(r.patient.phone, '+78125550102');
});

test('V3: a boy of four with a rash, red zone, the mother calls',
    async () => {
	assert.equal((await ask('педиатр')).verdict, 'allowed');
	const mother = { name: 'Тестова Анна Ивановна', relation: 'mother',
	    phone: '+78125550103' };
	const body = registration({
		patient: { birth_date: birthday(4) },
		address: { place: 'pargolovo' },
		services: [{ code: 'X02' }],
		caller: mother,
		epid: { EA01: { answer: 'yes', comment: '38,9' },
		    EA03: { answer: 'yes', comment: 'исчезает' } },
	});
	invalid(await post('/requests', body), '/legal_representative');
	const r = status(await post('/requests',
	    { ...body, legal_representative: mother }), 201);
	assert.equal(r.kit, 2);
	assert.deepEqual(r.quote.total, rubles(6900));
	assert.equal(r.caller.name, mother.name);
	assert.equal(r.legal_representative.relation, 'mother');
});

for (const q of ['ээг', "''u", 'EEG'])
	test(`V5: «${q}» is not done at home, and not ЭКГ`, async () => {
		const got = await ask(q);
		assert.equal(got.verdict, 'not_allowed');
		assert.equal(got.hits[0].code, 'E02');
		assert.ok(got.hits[0].referrals.length > 0);
		assert.ok(got.hits[0].say);
		assert.ok(!got.hits.some((h) => h.code === 'X24' &&
		    h.score >= 0.65));
		status(await post('/calls', { outcome: 'referred',
		    reason: 'not_done', services: ['E02'],
		    referral: got.hits[0].referrals[0].code }), 201);
	});

test('V6: a traumatologist comes only to imaging in hand', async () => {
	const got = await ask('травматолог');
	assert.equal(got.verdict, 'conditional');
	assert.match(got.hits[0].condition, /[Сс]нимки/);
	const visit = (condition_met) => post('/requests',
	    registration({ services: [{ code: 'S10', condition_met }] }));
	const yes = status(await visit(true), 201);
	assert.deepEqual(yes.quote.total, rubles(3900));
	assert.equal(yes.services[0].condition_met, true);
	assert.match(yes.services[0].condition, /[Сс]нимки.*\?$/);
	invalid(await visit(false), '/services/0/condition_met');
	invalid(await visit(undefined), '/services/0/condition_met');
	assert.ok((await ask('рентген')).hits[0].referrals.length > 0);
});

test('V8: pressing chest pain is no visit', async () => {
	const before = (await get('/requests?limit=200')).items.length;
	const body = registration({ red_flags: { RF03: 'yes' } });
	const errors = invalid(await post('/requests', body),
	    '/red_flags/RF03');
	assert.match(errors.find((e) => e.pointer === '/red_flags/RF03')
	    .message, /103|112/);
	status(await post('/calls',
	    { outcome: 'emergency', red_flag: 'RF03' }), 201);
	assert.equal((await get('/requests?limit=200')).items.length, before);
});

test('V9: too dear in the oblast', async () => {
	const asked = 'place=lo_murino&performers=doctor';
	assert.deepEqual(await price(asked), rubles(8900));
	status(await post('/calls', { outcome: 'informed', reason: 'price',
	    zone: 'oblast', performers: ['doctor'], services: ['X01'],
	    total: rubles(8900) }), 201);
});

test('V10: the Bonus programme gives nothing off a visit', async () => {
	const got = await get('/quote?zone=yellow&performers=doctor&bonus=1');

	assert.deepEqual(got.total, rubles(4900));
	const [discount] = got.discounts;
	assert.ok(discount.amount === 0 || discount.amount.amount === 0);
	assert.match(discount.reason, /[а-яё]{4}/i);
});

test('V12: twins in one trip', async () => {
	const trip_group = '01900000-0000-7000-8000-00000000000a';
	const mother = { name: 'Двойнева Анна', relation: 'mother',
	    phone: '+78125550112' };
	const twin = (name, address) => registration({
		patient: { name, birth_date: birthday(6),
		    phone: mother.phone },
		...(address && { address }),
		services: [{ code: 'X02' }],
		caller: mother, legal_representative: mother, trip_group,
	});
	const a = status(await post('/requests', twin('Двойнев Кирилл')), 201);
	const { text, flat, place } = a.address;
	const b = status(await post('/requests',
	    twin('Двойнева Мария', { text, flat, place })), 201);

	assert.deepEqual(a.quote.total, rubles(3900));
	assert.deepEqual(b.quote.total, rubles(0));
	assert.equal(a.trip_group, trip_group);
	assert.equal(b.trip_group, trip_group);
	assert.notEqual(a.number, b.number);
});

test('V14: the daughter calls again', async () => {
	const first = status(await post('/requests', registration()), 201);
	const daughter = registration();
	daughter.patient.name = first.patient.name;
	daughter.patient.birth_date = first.patient.birth_date;
	const got = await post('/requests', daughter);
	const p = problem(got, 409, 'duplicate_suspected');
	assert.equal((p.duplicates ?? p.matches)[0].id, first.id);
	assert.doesNotMatch(got.text, /кашель|X01|терапевт/);

	status(await post(`/requests/${first.id}/note`,
	    { text: 'звонила дочь, никто не перезвонил',
		called_again: true }), 200, 201);
	const now = await get(`/requests/${first.id}`, 'dispatcher');
	assert.deepEqual(now.promise, first.promise);
	assert.ok(now.flags.includes('called_again'));
});

test('two red flags not known are asked again', async () => {
	const errors = invalid(await post('/requests', registration({
	    red_flags: { ...redFlags(), RF01: 'dont_know',
		RF02: 'dont_know' } })), '/red_flags/RF01', '/red_flags/RF02');

	for (const e of errors)
		assert.equal(e.code, 'red_flag_ask_again');
});

test('no zone, no price', async () => {
	const operator = await it.login('operator');

	problem(await operator.get('/quote?performers=doctor'), 422);
	problem(await operator.get('/quote?place=here&performers=doctor'), 422);
	invalid(await post('/requests',
	    registration({ address: { place: 'here' } })), '/address/place');
});

test('a phone without ten digits, a birth date to come', async () => {
	const patient = { ...person(), phone: '555-01-02',
	    birth_date: birthday(0, 1) };

	invalid(await post('/requests', registration({ patient })),
	    '/patient/phone', '/patient/birth_date');
});

test('a patient of 14 years and 364 days needs a representative',
    async () => {
	invalid(await post('/requests', registration(
	    { patient: { birth_date: birthday(15, 1) } })));
	const held = await reached(it,
	    { patient: { birth_date: birthday(15, 0) } });
	assert.equal(held.last.legal_representative ?? null, null);
});
