/** Several patients at one address in one call: one trip. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { birthday, invalid, problem, rubles, status } from './checks.mjs';
import { service } from './harness.mjs';
import { address, registration } from './samples.mjs';

const it = service({ users: [{ login: 'relief', role: 'operator' }] });

const post = async (body, by = 'operator') =>
    (await it.login(by)).post('/requests', body);
const quote = async (query, by = 'operator') => (await it.login(by)).get(
    `/quote?${new URLSearchParams({ place: 'vasileostrovsky', ...query })}`);
const mother = { name: 'Двойнева Анна', relation: 'mother',
    phone: '+78125550112' };

/** A child of this door who is not in the file. */
function child(door, changes = {}) {
	const body = registration({ services: [{ code: 'X02' }],
	    caller: mother, legal_representative: mother, ...changes });

	return { ...body, address: { ...door, ...changes.address },
	    patient: { ...body.patient, birth_date: birthday(6),
		phone: mother.phone } };
}

test('the first request names the trip; the second costs nothing', async () => {
	const door = address();
	const a = status(await post(child(door)), 201);
	assert.equal(a.trip_group, null);
	assert.deepEqual(a.quote.total, rubles(3900));

	const said = status(await quote({ services: 'X02',
	    trip_group: a.id }), 200);
	assert.deepEqual(said.total, rubles(0));
	assert.equal(said.lines[0].in_trip_group, true);
	assert.match(said.say, /уже оплачен с другим пациентом/);

	const b = status(await post(child(door, { trip_group: a.id })), 201);
	assert.deepEqual(b.quote.total, rubles(0));
	assert.equal(b.trip_group, a.id);
	const c = status(await post(child(door, { trip_group: b.id,
	    services: [{ code: 'X02' }, { code: 'X33' }],
	    performers: ['doctor', 'nurse'] })), 201);
	assert.equal(c.trip_group, a.id, 'the group of the one that is named');
	assert.deepEqual(c.quote.total, rubles(950), 'a nurse is a trip of her own');

	const dispatcher = await it.login('dispatcher');
	const mates = async (r) => status(await dispatcher.get(
	    `/requests/${r.id}/trip`), 200).items.map((m) => m.number);
	assert.deepEqual(await mates(a), [b.number, c.number]);
	assert.deepEqual(await mates(b), [a.number, c.number]);
});

test('a kept price of a shared trip holds with its group alone', async () => {
	const door = address();
	const a = status(await post(child(door)), 201);
	const kept = status(await (await it.login('operator')).post('/quotes', {
	    place: door.place, performers: ['doctor'], services: ['X02'],
	    trip_group: a.id }), 201);
	assert.deepEqual(kept.total, rubles(0));

	const [error] = invalid(await post(child(door,
	    { quote: { id: kept.id } })), '/quote/id');
	assert.equal(error.code, 'quote_trip_group_mismatch');
	const b = status(await post(child(door, { quote: { id: kept.id },
	    trip_group: a.id })), 201);
	assert.deepEqual(b.quote.total, rubles(0));
});

test('another address, operator or a trip that is over is refused', async () => {
	const door = address();
	const a = status(await post(child(door)), 201);
	const joins = (changes) => child(door, { trip_group: a.id, ...changes });
	const code = (got) => invalid(got, '/trip_group')
	    .find((e) => e.pointer === '/trip_group').code;

	assert.equal(code(await post(joins({ address: { flat: '9000' } }))),
	    'trip_group_other_address');
	assert.equal(code(await post(joins({ address: { place: 'nevsky' } }))),
	    'trip_group_other_address');
	assert.equal(code(await post(joins(), 'relief')),
	    'trip_group_other_operator');
	problem(await quote({ trip_group: a.id, place: 'nevsky' }), 422);
	problem(await quote({ trip_group: a.id }, 'relief'), 422);
	problem(await quote({ trip_group: 'x'.repeat(65) }), 422);

	const operator = await it.login('operator');
	status(await operator.post(`/requests/${a.id}/cancel`,
	    { reason: 'better' }, { etag: '"1"' }), 200);
	assert.equal(code(await post(joins())), 'trip_group_over');
});

const priced = (r) => r.agreed?.total ?? r.quote.total;

/** A trip of ${n}: the first pays. */
async function group(n, changes = {}) {
	const door = address();
	const first = status(await post(child(door, changes)), 201);
	const all = [first];

	while (all.length < n)
		all.push(status(await post(child(door, { ...changes,
		    trip_group: first.id })), 201));
	return all;
}

test('who paid the trip ends: the next one pays, and is told so', async () => {
	const [a, b, c] = await group(3);
	const dispatcher = await it.login('dispatcher');
	const now = async (r) => status(await dispatcher.get(
	    `/requests/${r.id}`), 200);
	const act = async (r, action, body) => dispatcher.post(
	    `/requests/${r.id}/${action}`, body,
	    { etag: `"${(await now(r)).version}"` });
	const story = async (r) => status(await dispatcher.get(
	    `/requests/${r.id}/history`), 200).items.at(-1);

	status(await act(a, 'cancel', { reason: 'better' }), 200);
	let heir = await now(b);
	assert.deepEqual(priced(heir), rubles(3900));
	assert.deepEqual(heir.quote.total, rubles(0), 'as it was spoken');
	assert.ok(heir.flags.includes('trip_payer'));
	assert.ok(heir.allowed_actions.includes('confirm_price'));
	assert.deepEqual(priced(await now(c)), rubles(0));
	for (const [r, other] of [[a, b], [b, a]]) {
		const e = await story(r);
		assert.deepEqual([e.action, e.reason, e.comment],
		    ['trip_price', other.number, '0>3900']);
	}
	invalid(await act(b, 'confirm-price', {}), '/consent');
	heir = status(await act(b, 'confirm-price', { consent: true }), 200);
	assert.ok(!heir.flags.includes('trip_payer'));
	assert.ok(!heir.allowed_actions.includes('confirm_price'));
	status(await act(b, 'confirm-price', { consent: true }), 200);

	/* A mistake: the first pays again. */
	status(await act(b, 'decline', { reason: 'no_staff' }), 200);
	assert.deepEqual(priced(await now(c)), rubles(3900));
	status(await act(b, 'undo', {}), 200);
	assert.deepEqual(priced(await now(b)), rubles(3900));
	const last = await now(c);
	assert.deepEqual([priced(last), last.agreed], [rubles(0), null]);
	assert.ok(!last.flags.includes('trip_payer'));
	/* A newcomer joins at the price of a trip that is paid. */
	const { place_name, ...door } = b.address;
	assert.ok(place_name);
	const d = status(await post(child(door, { trip_group: a.id })), 201);
	assert.deepEqual(d.quote.total, rubles(0));
});

test('a doctor and a nurse may be paid by two; nobody left, nobody pays', async () => {
	const both = { services: [{ code: 'X02' }, { code: 'X33' }],
	    performers: ['doctor', 'nurse'] };
	const door = address();
	const a = status(await post(child(door, both)), 201);
	const b = status(await post(child(door, { trip_group: a.id })), 201);
	const c = status(await post(child(door, { ...both,
	    trip_group: a.id })), 201);
	const operator = await it.login('operator');
	const end = async (r) => status(await operator.post(
	    `/requests/${r.id}/cancel`, { reason: 'better' }, { etag: `"${
		status(await operator.get(`/requests/${r.id}`), 200)
		    .version}"` }), 200);
	const price = async (r) => priced(status(await operator.get(
	    `/requests/${r.id}`), 200));

	await end(a);
	assert.deepEqual([await price(b), await price(c)],
	    [rubles(3900), rubles(950)]);
	await end(b);
	assert.deepEqual(await price(c), rubles(4850));
	await end(c);
});

test('the same child twice is a duplicate, within a trip too', async () => {
	const body = child(address());
	const a = status(await post(body), 201);
	const again = await post({ ...body, trip_group: a.id });

	problem(again, 409, 'duplicate_suspected');
});

test('the others of a trip are shown to who may see the request', async () => {
	const a = status(await post(child(address())), 201);

	problem(await (await it.login('relief')).get(`/requests/${a.id}/trip`),
	    403);
	assert.deepEqual(status(await (await it.login('operator'))
	    .get(`/requests/${a.id}/trip`), 200).items, []);
	problem(await (await it.login('operator')).get('/requests/none/trip'),
	    404);
});
