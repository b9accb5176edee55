/** The own last change taken back. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CLINIC_TIME, problem, status } from './checks.mjs';
import { Held, claimed, posted, reached, window } from './dispatch.mjs';
import { service, sleep } from './harness.mjs';

const it = service({ users: [{ login: 'dispatcher2', role: 'dispatcher' }] });
const queued = async (by) => new Held(await it.login(by), await posted(it));
const UNDO_MS = 10000;

for (const by of ['operator', 'dispatcher'])
	test(`the ${by} takes a cancelling back; both stay told`, async () => {
		const held = await queued(by);

		await held.must('cancel', { token: undefined, reason: 'better' });
		assert.equal(held.last.undo.action, 'cancel');
		assert.match(held.last.undo.until, CLINIC_TIME);
		held.take(await held.call('undo'));
		assert.deepEqual([held.last.state, held.last.reason, held.last.undo],
		    ['queued', null, null]);
		const { items } = status(await held.client.get(
		    `/requests/${held.id}/history`), 200);
		assert.deepEqual(items.slice(-2).map((e) => [e.action, e.from, e.to,
		    e.reason]), [
			['cancel', 'queued', 'cancelled', 'better'],
			['undo', 'cancelled', 'queued', 'cancel'],
		]);
		problem(await held.call('undo'), 409, 'undo_over');
	});

test('a claim taken back counts for nothing and is fenced', async () => {
	const held = await claimed(it);
	const { token } = held;

	held.take(await held.call('undo'));
	assert.deepEqual([held.last.state, held.last.claim, held.last.returns],
	    ['queued', null, 0]);
	problem(await held.call('attempt', { token, outcome: 'reached' }), 409,
	    'claim_stale');
	held.take(await held.call('claim'));
	assert.ok(held.token > token);
});

test('a cancelled visit comes back, unless the medic was taken', async () => {
	const held = await reached(it);
	const other = await reached(it, {}, 'dispatcher2');
	const plan = { medic: 'm01', ...window(1, 10) };

	await held.must('schedule', plan);
	await held.must('cancel', { reason: 'moved' });
	held.take(await held.call('undo'));
	assert.deepEqual([held.last.state, held.last.visit.medic,
	    held.last.visit.window_start],
	    ['scheduled', 'm01', plan.window_start.replace('.000', '')]);
	await held.must('cancel', { reason: 'moved' });
	await other.must('schedule', plan);
	const p = problem(await held.call('undo'), 409, 'visit_overlap');
	assert.equal(p.colliding.number, other.last.number);
	assert.equal(status(await held.client.get(`/requests/${held.id}`), 200)
	    .state, 'cancelled');
});

test('nobody else, nothing older, and not for long', async () => {
	const held = await queued('dispatcher');
	const other = await it.login('dispatcher2');

	await held.must('cancel', { token: undefined, reason: 'better' });
	const late = sleep(UNDO_MS + 500);
	assert.equal(status(await other.get(`/requests/${held.id}`), 200).undo,
	    null);
	problem(await other.post(`/requests/${held.id}/undo`, {},
	    { etag: held.etag }), 403, 'forbidden');
	problem(await held.call('undo', {}, { etag: undefined }), 428);
	problem(await held.call('undo', {}, { etag: '"1"' }), 412);
	const noted = await queued('dispatcher');
	await noted.must('cancel', { token: undefined, reason: 'better' });
	status(await other.post(`/requests/${noted.id}/note`, { text: 'звонил' }),
	    200);
	const p = problem(await noted.call('undo'), 412, 'version_stale');
	assert.equal(p.by, 'dispatcher2');
	await late;
	problem(await held.call('undo'), 409, 'undo_over');
	assert.equal(status(await held.client.get(`/requests/${held.id}`), 200)
	    .undo, null);
});
