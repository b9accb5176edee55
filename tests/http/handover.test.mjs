/** A claim given on, to a colleague or back to the queue. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, problem, status } from './checks.mjs';
import { Held, claimed } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service({ users: [{ login: 'dispatcher2', role: 'dispatcher' }] });
const reason = 'Знает эту семью';

test('to a colleague: theirs by a new token, counted', async () => {
	const held = await claimed(it);
	const token = held.token;

	await held.must('handover', { to: 'dispatcher2', reason });
	const r = held.last;
	assert.deepEqual([r.state, r.claim.by, r.handovers, r.returns],
	    ['claimed', 'dispatcher2', 1, 0]);
	assert.equal(r.claim.token, null); // not mine to see
	problem(await held.call('attempt', { token, outcome: 'reached' }), 409,
	    'claimed_by_other');
	const other = new Held(await it.login('dispatcher2'),
	    await (await it.login('dispatcher2')).get(`/requests/${held.id}`));
	assert.ok(other.token > token);
	await other.must('attempt', { outcome: 'reached' });
	const { items } = status(await held.client.get(
	    `/requests/${held.id}/history`), 200);
	const e = items.find((x) => x.action === 'handover');
	assert.deepEqual([e.by, e.to, e.reason, e.comment],
	    ['dispatcher', 'claimed', reason, 'dispatcher2']);
});

test('to nobody: back in its place in the queue, counted', async () => {
	const held = await claimed(it);
	const promise = held.last.promise.deadline_at;

	await held.must('handover', { to: null, reason });
	assert.deepEqual([held.last.state, held.last.claim, held.last.handovers,
	    held.last.returns, held.last.promise.deadline_at],
	    ['queued', null, 1, 0, promise]);
});

test('a reason, and a dispatcher who is another', async () => {
	const held = await claimed(it);
	const { token } = held;

	invalid(await held.call('handover', { token, to: null }), '/reason');
	invalid(await held.call('handover', { token, reason: ' ' }), '/reason');
	invalid(await held.call('handover', { to: null, reason }), '/token');
	for (const to of ['operator', 'admin', 'nobody', 'dispatcher'])
		invalid(await held.call('handover', { token, to, reason }), '/to');
	const other = await it.login('dispatcher2');
	problem(await other.post(`/requests/${held.id}/handover`,
	    { token, to: null, reason }, { etag: held.etag }), 409,
	    'claimed_by_other');
	problem(await held.call('handover', { token, to: null, reason },
	    { etag: '"1"' }), 412, 'version_stale');
	await held.must('release');
	problem(await held.call('handover', { token, to: null, reason }), 409);
});
