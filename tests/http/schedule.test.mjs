/** A medic and a window; never two visits at once. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { clinicTime, invalid, problem, status } from './checks.mjs';
import { claimed, posted, reached, window } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service({ users: [{ login: 'dispatcher2', role: 'dispatcher' }] });

test('a visit is scheduled', async () => {
	const held = await reached(it);
	const when = window(1, 10);
	const r = await held.must('schedule', { medic: 'm01', ...when });

	assert.equal(r.state, 'scheduled');
	assert.equal(r.visit.medic.code ?? r.visit.medic, 'm01');
	assert.equal(Date.parse(r.visit.window_start),
	    Date.parse(when.window_start));
	assert.equal(Date.parse(r.visit.window_end),
	    Date.parse(when.window_end));
	const { items } = status(await held.client.get(
	    '/requests?state=scheduled'), 200);
	assert.ok(items.find((i) => i.id === held.id).visit);
});

test('two visits of one medic never overlap', async () => {
	const first = await reached(it);
	await first.must('schedule', { medic: 'm02', ...window(2, 10) });
	const collides = async (when) => {
		const held = await reached(it);
		const p = problem(await held.call('schedule',
		    { token: held.token, medic: 'm02', ...when }), 409,
		    'visit_overlap');
		assert.ok(JSON.stringify(p).includes(first.last.number) ||
		    JSON.stringify(p).includes(first.id), 'which one');
	};

	await collides(window(2, 10));
	await collides(window(2, 9));
	await collides(window(2, 11));
	await collides(window(2, 8, 8));
	await collides(window(2, 12)); /* no time to travel */
	const held = await reached(it);
	await held.must('schedule', { medic: 'm02', ...window(2, 13) });
	const other = await reached(it);
	await other.must('schedule', { medic: 'm01', ...window(2, 10) });
});

test('of many at once for one medic and window one wins', async () => {
	const held = await Promise.all(Array.from({ length: 8 }, (_, i) =>
	    reached(it, {}, i % 2 ? 'dispatcher' : 'dispatcher2')));
	const all = await Promise.all(held.map((h) => h.call('schedule',
	    { token: h.token, medic: 'm05', ...window(3, 15) })));
	const statuses = all.map((got) => got.status).sort();

	assert.deepEqual(statuses, [200, ...Array(7).fill(409)]);
});

test('a cancelled visit frees its window', async () => {
	const first = await reached(it);
	await first.must('schedule', { medic: 'm02', ...window(4, 10) });
	const r = await first.call('cancel', { reason: 'moved' });
	status(r, 200);
	const held = await reached(it);
	await held.must('schedule', { medic: 'm02', ...window(4, 10) });
});

test('a wrong visit is refused, naming the field', async () => {
	const held = await reached(it);
	const refuse = async (body, ...pointers) => invalid(
	    await held.call('schedule', { token: held.token, medic: 'm01',
		...window(5, 10), ...body }), ...pointers);
	const past = clinicTime(Date.now() - 4 * 3600_000);

	await refuse({ medic: 'm99' }, '/medic');
	await refuse({ medic: undefined }, '/medic');
	await refuse({ medic: 'm07' }, '/medic'); /* a nurse for a doctor */
	await refuse({ medic: 'm04' }, '/medic'); /* not in this zone */
	await refuse({ window_start: past }, '/window_start');
	await refuse({ window_start: 'ten' }, '/window_start');
	await refuse({ window_start: '2026-13-01T10:00:00+03:00' },
	    '/window_start');
	await refuse({ window_end: window(5, 9).window_start },
	    '/window_end');
	await refuse(window(5, 1, 22), '/window_end');
	await refuse({ zone: 'green' }, '/zone');
	invalid(await held.call('schedule', { medic: 'm01',
	    ...window(5, 10) }), '/token');
	await held.must('schedule', { medic: 'm01', ...window(5, 10) });
});

test('only its claimant schedules', async () => {
	const held = await reached(it);
	const other = await it.login('dispatcher2');
	const body = { token: held.token, medic: 'm01', ...window(6, 10) };

	problem(await other.post(`/requests/${held.id}/schedule`, body,
	    { etag: held.etag }), 409);
	problem(await (await it.login('operator')).post(
	    `/requests/${held.id}/schedule`, body, { etag: held.etag }), 403);
	const { body: queued } = await posted(it);
	problem(await held.client.post(`/requests/${queued.id}/schedule`,
	    { ...body, token: 1 }, { etag: '"1"' }), 409);
});

test('a stale version is refused with who changed it', async () => {
	const held = await claimed(it);
	const old = held.etag;

	await held.must('attempt', { outcome: 'reached' });
	const p = problem(await held.call('schedule', { token: held.token,
	    medic: 'm01', ...window(7, 10) }, { etag: old }), 412,
	    'version_stale');
	assert.equal(p.by, 'dispatcher');
});
