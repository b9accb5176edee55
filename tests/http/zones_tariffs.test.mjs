/** Zones, prices, and prices to come. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { CLINIC_TIME, DAY_MS, clinicDate, etag, invalid, problem, rubles,
    status } from './checks.mjs';
import { posted as register } from './dispatch.mjs';
import { service, sleep } from './harness.mjs';

const it = service({ users: [{ login: 'admin2', role: 'admin' }] });

const PRICES = {
	green: [3900, 950],
	yellow: [4900, 1950],
	red: [6900, 3100],
	oblast: [8900, 4500],
};
const day = (n) => clinicDate(Date.now() + n * DAY_MS);
const change = (over = {}) => ({ zone: 'green', performer: 'doctor',
    price: rubles(4200), valid_from: day(30), reason: 'новый год', ...over });

test('GET /zones has the handbook\'s prices', async () => {
	const client = await it.login('operator');
	const { items } = status(await client.get('/zones'), 200);

	assert.deepEqual(items.map((z) => z.code), Object.keys(PRICES));
	for (const zone of items) {
		assert.ok(zone.name.length > 0);
		assert.deepEqual(zone.prices, {
			doctor: rubles(PRICES[zone.code][0]),
			nurse: rubles(PRICES[zone.code][1]),
		});
	}
});

test('GET /tariffs has a price for every zone and performer', async () => {
	const client = await it.login('dispatcher');
	const got = status(await client.get('/tariffs'), 200);

	assert.match(got.at, CLINIC_TIME);
	assert.equal(typeof got.version, 'number');
	const current = got.items.filter((t) => t.state === 'current');
	assert.equal(current.length, 8);
	for (const t of current) {
		assert.deepEqual(t.price,
		    rubles(PRICES[t.zone][t.performer === 'nurse' ? 1 : 0]));
		assert.match(t.valid_from,
		    /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?\+03:00)?$/);
		assert.match(t.recorded_at, CLINIC_TIME);
		for (const member of ['id', 'recorded_by', 'reason'])
			assert.ok(member in t, member);
	}
	assert.equal(new Set(got.items.map((t) => t.id)).size,
	    got.items.length);
});

test('a price ahead takes effect at midnight and not before', async () => {
	const admin = await it.login('admin');
	const price = async (at) => status(await admin.get(
	    `/quote?zone=green&performers=doctor${at}`), 200).total;
	const before = status(await admin.get('/tariffs'), 200);
	const got = await admin.post('/tariffs', change());

	status(got, 201);
	assert.deepEqual(got.body.price, rubles(4200));
	assert.deepEqual(await price(''), rubles(3900));
	const eve = encodeURIComponent(`${day(29)}T23:59:59+03:00`);
	const midnight = encodeURIComponent(`${day(30)}T00:00:00+03:00`);
	assert.deepEqual(await price(`&at=${eve}`), rubles(3900));
	assert.deepEqual(await price(`&at=${midnight}`), rubles(4200));
	assert.deepEqual(await price(`&at=${day(31)}`), rubles(4200));

	const after = status(await admin.get('/tariffs'), 200);
	assert.ok(after.version > before.version, 'the version moves');
	const future = after.items.filter((t) => t.state === 'future');
	assert.equal(future.length, 1);
	assert.equal(future[0].zone, 'green');
	assert.equal(future[0].recorded_by, 'admin');
	assert.equal(future[0].reason, 'новый год');
	const then = status(await admin.get(`/tariffs?at=${day(31)}`), 200);
	const green = then.items.find((t) => t.zone === 'green' &&
	    t.performer === 'doctor' && t.state === 'current');
	assert.deepEqual(green.price, rubles(4200));
	const history = status(await admin.get('/tariffs/history'), 200);
	assert.ok(history.items.length >= 9);
	assert.ok(history.items.some((t) => t.reason === 'новый год'));
});

test('two prices cannot begin on one day', async () => {
	const admin = await it.login('admin');
	const twice = change({ zone: 'red', valid_from: day(40) });

	status(await admin.post('/tariffs', twice), 201);
	problem(await admin.post('/tariffs', twice), [409, 422]);
});

test('a repeated call publishes once', async () => {
	const admin = await it.login('admin');
	const key = randomUUID();
	const body = change({ zone: 'oblast', valid_from: day(50) });
	const first = await admin.post('/tariffs', body, { key });
	const again = await admin.post('/tariffs', body, { key });

	status(first, 201);
	status(again, 201);
	assert.equal(again.headers['idempotent-replayed'], 'true');
	assert.deepEqual(again.body, first.body);
});

test('a wrong price is refused, naming the field', async () => {
	const admin = await it.login('admin');
	const refuse = async (over, ...pointers) => invalid(
	    await admin.post('/tariffs', change(over)), ...pointers);

	await refuse({ zone: 'violet' }, '/zone');
	await refuse({ performer: 'driver' }, '/performer');
	await refuse({ valid_from: 'tomorrow' }, '/valid_from');
	await refuse({ valid_from: '2027-02-29' }, '/valid_from');
	await refuse({ valid_from: '2020-01-01' }, '/valid_from');
	await refuse({ reason: '' }, '/reason');
	await refuse({ by: 'operator' }, '/by');
	for (const price of [rubles(-1), { amount: 1.5, currency: 'RUB' },
	    { amount: '390000', currency: 'RUB' }, { amount: 390000 }, 3900,
	    { amount: 390000, currency: 'EUR' },
	    { amount: 9007199254740992, currency: 'RUB' }]) {
		const errors = await refuse({ price });
		assert.ok(errors.some((e) => e.pointer.startsWith('/price')),
		    JSON.stringify(price));
	}
	const errors = invalid(await admin.post('/tariffs', {}), '/zone',
	    '/performer', '/price', '/valid_from', '/reason');
	assert.equal(errors.length, 5);
});

test('a price with kopecks or far off has to be confirmed', async () => {
	const admin = await it.login('admin');
	const odd = async (price, code) => {
		const body = change({ zone: 'yellow', price,
		    valid_from: day(60) });
		const [e] = invalid(await admin.post('/tariffs', body), '/price');
		assert.equal(e.code, code);
		return body;
	};

	await odd(rubles(490), 'price_unusual');
	await odd(rubles(49000), 'price_unusual');
	const body = await odd({ amount: 490050, currency: 'RUB' },
	    'whole_rubles');
	const got = await admin.post('/tariffs', { ...body, confirmed: true });
	assert.deepEqual(status(got, 201).price, body.price);
	status(await admin.delete(got.headers.location.slice(7)), 204);
});

test('a price to come is withdrawn, and remembered', async () => {
	const admin = await it.login('admin');
	const before = new Date().toISOString();
	await sleep(2);
	const made = await admin.post('/tariffs', change({ performer: 'nurse',
	    price: rubles(990), valid_from: day(70) }));
	const { id } = status(made, 201);
	const known = new Date().toISOString();
	await sleep(2); /* what comes next comes later */
	const then = async (known_at) => status(await admin.get(`/tariffs?at=${
	    day(71)}&known_at=${encodeURIComponent(known_at)}`), 200).items
	    .find((t) => t.zone === 'green' && t.performer === 'nurse').price;

	status(await admin.delete(`/tariffs/${id}?reason=${
	    encodeURIComponent('опечатка')}`), 204);
	problem(await admin.delete(`/tariffs/${id}`), 409, 'wrong_state');
	const { items } = status(await admin.get('/tariffs/history'), 200);
	const kept = items.find((t) => t.id === id);
	assert.equal(kept.state, 'withdrawn');
	assert.equal(kept.withdrawn_by, 'admin');
	assert.equal(kept.withdrawn_reason, 'опечатка');
	assert.match(kept.withdrawn_at, CLINIC_TIME);
	assert.deepEqual(await then(before), rubles(950));
	assert.deepEqual(await then(known), rubles(990));
	assert.deepEqual(await then(new Date().toISOString()), rubles(950));

	const current = items.find((t) => t.state === 'current');
	problem(await admin.delete(`/tariffs/${current.id}`), 409, 'wrong_state');
	for (const nobody of ['0', '999', 'x', '1x', '-1'])
		problem(await admin.delete(`/tariffs/${nobody}`), 404);
});

test('two admins before one price: the second is told what changed', async () => {
	const [admin, other] = [await it.login('admin'), await it.login('admin2')];
	const seen = etag(await other.get('/tariffs'));
	const made = await admin.post('/tariffs', change({ zone: 'red',
	    performer: 'nurse', valid_from: day(80) }), { etag: seen });
	const { id } = status(made, 201);
	const mine = change({ zone: 'red', performer: 'nurse',
	    valid_from: day(81) });

	const p = problem(await other.post('/tariffs', mine, { etag: seen }),
	    412, 'version_stale');
	assert.equal(p.by, 'admin');
	assert.match(p.since, CLINIC_TIME);
	assert.deepEqual(p.changed.map((t) => [t.id, t.state]),
	    [[id, 'future']]);
	assert.equal(`"${p.version}"`, etag(await other.get('/tariffs')));
	status(await other.post('/tariffs', { ...mine, zone: 'yellow' },
	    { etag: seen }), 201); /* another price: nothing changed there */
	status(await other.post('/tariffs', mine,
	    { etag: etag(await other.get('/tariffs')) }), 201);
	problem(await other.post('/tariffs', mine, { etag: 'x' }), 400);
});

test('several prices are published together or not at all', async () => {
	const admin = await it.login('admin');
	const one = (zone, over) => ({ zone, performer: 'doctor',
	    price: rubles(7000), valid_from: day(90), ...over });
	const batch = (...changes) => admin.post('/tariffs/batch',
	    { changes, reason: 'лето' });
	const at = async () => status(await admin.get(`/tariffs?at=${day(90)}`),
	    200).items.filter((t) => t.price.amount === 700000).length;

	invalid(await batch(one('red'), one('oblast', { price: rubles(0) })),
	    '/changes/1/price');
	invalid(await batch(one('red'), one('red')), '/changes/1/valid_from');
	invalid(await batch(), '/changes');
	assert.equal(await at(), 0);
	const { items } = status(await batch(one('red'), one('oblast')), 201);
	assert.deepEqual(items.map((t) => [t.zone, t.state, t.reason]),
	    [['red', 'future', 'лето'], ['oblast', 'future', 'лето']]);
	assert.equal(await at(), 2);
});

test('with approval a price waits for another admin', async () => {
	const [admin, other] = [await it.login('admin'), await it.login('admin2')];
	const setting = async (value) => {
		const path = '/settings/tariff.approval';
		status(await admin.patch(path, { value },
		    { etag: etag(await admin.get(path)) }), 200);
	};
	const price = async () => status(await admin.get(
	    `/quote?zone=oblast&performers=nurse&at=${day(100)}`), 200)
	    .total.amount;

	await setting('1');
	const made = await admin.post('/tariffs', change({ zone: 'oblast',
	    performer: 'nurse', price: rubles(5000), valid_from: day(100) }));
	const { id, state, approved_by } = status(made, 201);
	assert.deepEqual([state, approved_by], ['proposed', null]);
	assert.equal(await price(), 450000);
	problem(await admin.post(`/tariffs/${id}/approve`), 403, 'own_proposal');
	const got = status(await other.post(`/tariffs/${id}/approve`), 200);
	assert.deepEqual([got.state, got.approved_by], ['future', 'admin2']);
	assert.equal(await price(), 500000);
	problem(await other.post(`/tariffs/${id}/approve`), 409, 'wrong_state');
	await setting('0');
});

test('the effect of new prices is told before they are published', async () => {
	const [admin, operator] = [await it.login('admin'),
	    await it.login('operator')];
	const { version } = status(await admin.get('/tariffs'), 200);
	const { body: posted } = await register(it);
	const price = posted.quote.total.amount;

	status(await operator.post('/calls', { outcome: 'informed',
	    reason: 'price', zone: posted.zone, performers: ['doctor'] }), 201);
	status(await operator.post('/quotes', { zone: posted.zone,
	    performers: ['doctor', 'nurse'] }), 201);
	const got = status(await admin.post('/tariffs/preview', { changes: [
		{ zone: posted.zone, performer: 'doctor',
		    price: rubles(5000), valid_from: day(200) },
		{ zone: posted.zone, performer: 'nurse',
		    price: rubles(900), valid_from: day(200) },
	], days: 30 }), 200);

	assert.equal(got.days, 30);
	assert.equal(got.from, day(-29));
	const [doctor] = got.rows;
	assert.deepEqual([doctor.zone, doctor.performer, doctor.count],
	    [posted.zone, 'doctor', 1]);
	assert.equal(doctor.old.amount, price);
	assert.deepEqual(doctor.new, rubles(5000));
	assert.equal(doctor.difference.amount, 500000 - price);
	assert.deepEqual([doctor.declined_for_price, doctor.open_quotes], [1, 1]);
	assert.deepEqual(got.total, { count: 1, old: doctor.old,
	    new: doctor.new, difference: doctor.difference });
	assert.deepEqual([got.declined_for_price, got.open_quotes], [1, 1]);
	assert.equal(got.rows[1].count, 0);
	/* nothing was published */
	assert.equal((await admin.get('/tariffs')).body.version, version);

	const body = (over) => ({ changes: [change({ reason: undefined })],
	    ...over });
	invalid(await admin.post('/tariffs/preview', body({ days: 0 })), '/days');
	invalid(await admin.post('/tariffs/preview', body({ days: 731 })),
	    '/days');
	invalid(await admin.post('/tariffs/preview', { changes: [] }),
	    '/changes');
	invalid(await admin.post('/tariffs/preview', { changes: [change({
	    reason: undefined, zone: 'violet' })] }), '/changes/0/zone');
	problem(await operator.post('/tariffs/preview', body()), 403);
});

test('only an admin sets prices', async () => {
	for (const role of ['operator', 'dispatcher']) {
		const client = await it.login(role);
		problem(await client.post('/tariffs', change()), 403,
		    'forbidden');
	}
});

test('parameters are checked', async () => {
	const client = await it.login('operator');

	invalid(await client.get('/tariffs?at=soon'), '?at');
	invalid(await client.get('/zones?at=soon'), '?at');
});
