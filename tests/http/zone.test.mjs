/** The zone put right, and what becomes of the price. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CLINIC_TIME, invalid, problem, rubles, status } from './checks.mjs';
import { Held, claimed, posted, reached, window } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service({ users: [{ login: 'dispatcher2', role: 'dispatcher' }] });
const reason = 'Дом за КАД';

test('what it would cost, before anything is written', async () => {
	const held = await claimed(it);
	const at = (zone) => `/requests/${held.id}/zone-price?zone=${zone}`;
	const { price } = status(await held.client.get(at('yellow')), 200);

	assert.deepEqual([price.zone, price.old, price.new, price.changes],
	    ['yellow', rubles(3900), rubles(4900), true]);
	assert.match(price.say, /4\s900.*3\s900/);
	assert.equal(status(await held.client.get(at('green')), 200).price.changes,
	    false);
	invalid(await held.client.get(at('blue')), '?zone');
	invalid(await held.client.get(at('red') + '&x=1'), '?x');
	invalid(await held.client.get(`/requests/${held.id}/zone-price`), '?zone');
	problem(await (await it.login('operator')).get(at('red')), 403);
	problem(await held.client.get('/requests/01900000-0000-7000-8000-' +
	    '000000000000/zone-price?zone=red'), 404);
});

test('another price needs consent; the spoken one stays', async () => {
	const held = await claimed(it);
	const refused = await held.call('change-zone',
	    { token: held.token, zone: 'yellow', reason });

	invalid(refused, '/consent');
	assert.deepEqual([refused.body.price.old, refused.body.price.new],
	    [rubles(3900), rubles(4900)]);
	await held.must('change-zone', { zone: 'yellow', reason, consent: true });
	const r = held.last;
	assert.deepEqual([r.zone, r.quote.zone, r.quote.total, r.agreed.total],
	    ['yellow', 'green', rubles(3900), rubles(4900)]);
	assert.match(r.agreed_at, CLINIC_TIME);
	assert.deepEqual([r.state, r.zone_changes, r.claim.by],
	    ['claimed', 1, 'dispatcher']);
	assert.ok(r.flags.includes('zone_changed'));
	const row = status(await held.client.get(`/requests?ids=${r.id}`), 200)
	    .items[0];
	assert.deepEqual([row.zone, row.total], ['yellow', rubles(4900)]);
	const { items } = status(await held.client.get(
	    `/requests/${r.id}/history`), 200);
	const last = items.at(-1);
	assert.deepEqual([last.action, last.reason, last.comment],
	    ['change_zone', reason, 'green>yellow 3900>4900']);
});

test('a price that changed today is not that of yesterday', async () => {
	const held = await claimed(it);
	const admin = await it.login('admin');

	/* Published after the price was spoken, for tomorrow: nothing moves. */
	status(await admin.post('/tariffs', { zone: 'red', performer: 'doctor',
	    price: rubles(9999), valid_from: window(1, 10).window_start
		.slice(0, 10), reason: 'индексация' }), 201);
	await held.must('change-zone', { zone: 'red', reason, consent: true });
	assert.deepEqual(held.last.agreed.total, rubles(6900));
});

test('a dispute is settled; no zone twice, none unknown', async () => {
	const held = await claimed(it, { zone_dispute: 'Мы не в области!' });
	const wrong = async (body) => invalid(await held.call('change-zone',
	    { token: held.token, ...body }), '/zone');

	assert.ok(held.last.flags.includes('zone_disputed'));
	await wrong({ reason });
	await wrong({ zone: 'blue', reason });
	await wrong({ zone: 'green', reason, consent: true });
	invalid(await held.call('change-zone', { token: held.token,
	    zone: 'red', consent: true }), '/reason');
	invalid(await held.call('change-zone', { token: held.token, zone: 'red',
	    reason, consent: 'yes' }), '/consent');
	await held.must('change-zone', { zone: 'red', reason, consent: true });
	assert.ok(!held.last.flags.includes('zone_disputed'));
});

test('who: the holder; an admin what nobody holds; no operator', async () => {
	const held = await claimed(it);
	const body = { zone: 'yellow', reason, consent: true };
	const by = async (login, h) => (await it.login(login)).post(
	    `/requests/${h.id}/change-zone`, body, { etag: h.etag });

	problem(await by('admin', held), 409, 'claimed_by_other');
	problem(await by('dispatcher2', held), 409, 'claimed_by_other');
	problem(await by('operator', held), 403, 'forbidden');
	invalid(await held.call('change-zone', body), '/token');
	const queued = new Held(await it.login('admin'), await posted(it));
	assert.equal(status(await by('admin', queued), 200).zone, 'yellow');
	const over = await claimed(it);
	await over.must('cancel', { reason: 'better' });
	problem(await over.call('change-zone', body), 409, 'wrong_state');
});

test('a planned visit stays, collides, or gives way', async () => {
	const admin = await it.login('admin');
	const [first, next] = [await reached(it), await reached(it)];
	const body = { zone: 'red', reason, consent: true };

	status(await admin.post('/travel-times', { code: 'green-red',
	    from: 'green', to: 'red', minutes: 120 }), 201);
	await first.must('schedule', { medic: 'm01', ...window(2, 10) });
	await next.must('schedule', { medic: 'm01', ...window(2, 13) });
	const refused = problem(await first.call('change-zone', body), 409,
	    'visit_overlap');
	assert.equal(refused.colliding.number, next.last.number);
	invalid(await first.call('change-zone', { ...body, zone: 'oblast' }),
	    '/zone_reason');
	const kept = await first.must('change-zone', { ...body, zone: 'yellow' });
	assert.deepEqual([kept.state, kept.visit.medic, kept.agreed.total],
	    ['scheduled', 'm01', rubles(4900)]);
	const freed = await first.must('change-zone', { ...body, replan: true });
	assert.deepEqual([freed.state, freed.visit, freed.moves, freed.claim.by],
	    ['claimed', null, 1, 'dispatcher']);
	assert.ok(freed.allowed_actions.includes('schedule'));
});
