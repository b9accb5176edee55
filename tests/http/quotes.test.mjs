/** The price said on the phone. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { CLINIC_TIME, UUID7, invalid, problem, rubles, status }
    from './checks.mjs';
import { service } from './harness.mjs';

const it = service();

const PRICES = {
	green: [3900, 950],
	yellow: [4900, 1950],
	red: [6900, 3100],
	oblast: [8900, 4500],
};

async function ask(query) {
	const client = await it.login('operator');

	return client.get(`/quote?${new URLSearchParams(query)}`);
}

const quote = async (query) => status(await ask(query), 200);

for (const [zone, [doctor, nurse]] of Object.entries(PRICES))
	test(`the trip in zone ${zone}`, async () => {
		const one = await quote({ zone, performers: 'doctor' });
		assert.equal(one.zone, zone);
		assert.deepEqual(one.lines.map((l) => [l.code, l.price]),
		    [['trip_doctor', rubles(doctor)]]);
		assert.deepEqual(one.total, rubles(doctor));
		assert.equal(one.preliminary, false);

		const two = await quote({ zone, performers: 'nurse' });
		assert.deepEqual(two.lines.map((l) => [l.code, l.price]),
		    [['trip_nurse', rubles(nurse)]]);

		const both = await quote({ zone, performers: 'doctor,nurse' });
		assert.deepEqual(both.lines.map((l) => l.code),
		    ['trip_doctor', 'trip_nurse']);
		assert.deepEqual(both.total, rubles(doctor + nurse));
		assert.equal(both.preliminary, true);
	});

test('a place gives its zone, a unit its own', async () => {
	for (const [place, zone] of [['vasileostrovsky', 'green'],
	    ['vyborgsky', 'yellow'], ['pargolovo', 'red'],
	    ['lo_murino', 'oblast'], ['lo_sosnovyy_bor', 'oblast']]) {
		const got = await quote({ place, performers: 'doctor' });
		assert.equal(got.zone, zone, place);
		assert.deepEqual(got.total, rubles(PRICES[zone][0]));
	}
});

test('the services say who comes', async () => {
	const lines = async (services) => (await quote({ zone: 'green',
	    services })).lines.map((l) => l.code);

	assert.deepEqual(await lines('X01'), ['trip_doctor']);
	assert.deepEqual(await lines('X33'), ['trip_nurse']);
	assert.deepEqual(await lines('X01,X33'),
	    ['trip_doctor', 'trip_nurse']);
	assert.deepEqual(await lines('X24'), ['trip_nurse']);
	assert.deepEqual(await lines('X01,X24'), ['trip_doctor']);
});

test('a quote tells the version of the prices and what to say', async () => {
	const got = await quote({ zone: 'yellow', performers: 'doctor' });

	assert.equal(typeof got.tariff_version, 'number');
	assert.match(got.say, /4\s?900/u);
	assert.ok(got.lines[0].title.length > 0);
	const en = await (await it.login('operator')).get(
	    '/quote?zone=yellow&performers=doctor',
	    { headers: { 'Accept-Language': 'en' } });
	assert.notEqual(status(en, 200).say, got.say);
});

test('the Bonus programme gives nothing off, and says why', async () => {
	for (const bonus of ['1', 'true']) {
		const got = await quote({ zone: 'yellow',
		    performers: 'doctor', bonus });
		assert.deepEqual(got.total, rubles(4900));
		assert.equal(got.discounts.length, 1);
		assert.equal(got.discounts[0].code, 'bonus');
		assert.ok(got.discounts[0].amount === 0 ||
		    got.discounts[0].amount?.amount === 0);
		assert.ok(got.discounts[0].reason.length > 10);
	}
	assert.deepEqual((await quote({ zone: 'yellow',
	    performers: 'doctor' })).discounts, []);
});

test('no zone, no price', async () => {
	problem(await ask({ performers: 'doctor' }), 422);
	problem(await ask({ zone: '', performers: 'doctor' }), 422);
	problem(await ask({ zone: 'violet', performers: 'doctor' }), 422);
	problem(await ask({ zone: 'GREEN', performers: 'doctor' }), 422);
	problem(await ask({ place: 'nowhere', performers: 'doctor' }), 422);
	problem(await ask({ place: 'Кировский район', performers: 'doctor' }),
	    422);
	problem(await ask({ place: 'pargolovo', zone: 'yellow',
	    performers: 'doctor' }), 422);
});

test('an unknown performer or service is refused', async () => {
	problem(await ask({ zone: 'green', performers: 'driver' }), 422);
	problem(await ask({ zone: 'green', performers: 'doctor,' +
	    'nurse,nurse,doctor,x' }), 422);
	problem(await ask({ zone: 'green', services: 'X99' }), 422);
	problem(await ask({ zone: 'green', at: 'noon' }), 422);
	problem(await ask({ zone: 'green', tip: '100' }), 422);
});

test('a spoken price is kept', async () => {
	const client = await it.login('operator');
	const got = await client.post('/quotes', { place: 'vasileostrovsky',
	    performers: ['doctor'], services: ['X01'], bonus_member: false });
	const kept = status(got, 201);

	assert.match(kept.id, UUID7);
	assert.match(kept.valid_until, CLINIC_TIME);
	const left = Date.parse(kept.valid_until) - Date.now();
	assert.ok(Math.abs(left - 24 * 3600_000) < 120_000, kept.valid_until);
	assert.equal(kept.zone, 'green');
	assert.deepEqual(kept.total, rubles(3900));
	assert.equal(typeof kept.tariff_version, 'number');
});

test('a price is kept by zone too', async () => {
	const client = await it.login('operator');
	const kept = status(await client.post('/quotes', { zone: 'red',
	    performers: ['doctor', 'nurse'], services: [],
	    bonus_member: true }), 201);

	assert.deepEqual(kept.total, rubles(10000));
	assert.equal(kept.preliminary, true);
	assert.equal(kept.discounts[0].code, 'bonus');
});

test('a repeated call keeps one price', async () => {
	const client = await it.login('operator');
	const key = randomUUID();
	const body = { zone: 'green', performers: ['nurse'] };
	const first = await client.post('/quotes', body, { key });
	const again = await client.post('/quotes', body, { key });

	assert.equal(status(again, 201).id, status(first, 201).id);
	assert.equal(again.headers['idempotent-replayed'], 'true');
});

test('a wrong body is refused, naming the field', async () => {
	const client = await it.login('operator');
	const post = (body) => client.post('/quotes', body);

	problem(await post({ performers: ['doctor'] }), 422);
	invalid(await post({ zone: 'green', performers: ['driver'] }),
	    '/performers/0');
	invalid(await post({ zone: 'green', performers: 'doctor' }),
	    '/performers');
	invalid(await post({ zone: 'green', services: ['X99'] }),
	    '/services/0');
	invalid(await post({ zone: 'green', total: 1 }), '/total');
	problem(await post({ zone: 'green', performers: ['doctor'],
	    services: Array(21).fill('X01') }), 422);
});

test('only an operator keeps prices', async () => {
	const dispatcher = await it.login('dispatcher');

	problem(await dispatcher.post('/quotes', { zone: 'green' }), 403);
	status(await dispatcher.get('/quote?zone=green&performers=doctor'),
	    200);
});

test('the promise is told before the posting, by the hours of the clinic', async () => {
	const at = async (time) => (await quote({ zone: 'green',
	    at: `2026-11-23T${time}+03:00` })).promise;

	assert.deepEqual(await at('10:05:00'), {
		target_at: '2026-11-23T10:35:00+03:00',
		deadline_at: '2026-11-23T11:05:00+03:00',
		out_of_hours: false,
		explain: 'Диспетчер перезвонит до 11:05, обычно — до 10:35.' +
		    ' Время считаем с 10:05.',
	});
	const night = await at('23:30:00');
	assert.equal(night.out_of_hours, true);
	assert.equal(night.deadline_at, '2026-11-24T09:00:00+03:00');
	assert.match(night.explain, /Сейчас диспетчеры не работают.*09:00 24\.11/);

	const kept = status(await (await it.login('operator')).post('/quotes',
	    { zone: 'green' }), 201);
	assert.match(kept.promise.deadline_at, CLINIC_TIME);
});
