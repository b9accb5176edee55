/** Ends without a visit other than cancelling. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, problem, status } from './checks.mjs';
import { Held, claimed, posted, reached, window } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service({ users: [{ login: 'dispatcher2', role: 'dispatcher' }] });
const queued = async (by) => new Held(await it.login(by), await posted(it));
const last = async (held) => status(await held.client.get(
    `/requests/${held.id}/history`), 200).items.at(-1);

const BODIES = {
	decline: { reason: 'outside_area' },
	refer: { referral: 'r01' },
	emergency: { red_flag: 'RF01' },
};
const STATES = { decline: 'declined', refer: 'referred',
	emergency: 'emergency' };

for (const [action, body] of Object.entries(BODIES)) {
	for (const by of ['operator', 'dispatcher'])
		test(`${action} by the ${by} from the queue`, async () => {
			const held = await queued(by);

			assert.ok(held.last.allowed_actions.includes(action));
			await held.must(action, { ...body, token: undefined });
			assert.equal(held.last.state, STATES[action]);
			const e = await last(held);
			assert.deepEqual([e.action, e.by, e.reason],
			    [action, by, Object.values(body)[0]]);
			problem(await held.call(action, body), 409, 'wrong_state');
		});

	test(`${action}: the operator cannot once it is claimed`, async () => {
		const held = await claimed(it);
		const operator = await it.login('operator');

		problem(await operator.post(`/requests/${held.id}/${action}`, body,
		    { etag: held.etag }), 403, 'forbidden');
		if (action === 'emergency')
			return;
		const other = await it.login('dispatcher2');
		const p = problem(await other.post(
		    `/requests/${held.id}/${action}`, body, { etag: held.etag }),
		    409, 'claimed_by_other');
		assert.equal(p.by, 'dispatcher');
		invalid(await held.call(action, body), '/token');
		await held.must(action, body);
		assert.equal(held.last.claim, null);
	});
}

test('a reason, a clinic or a sign that is none is refused', async () => {
	const held = await queued('dispatcher');

	invalid(await held.call('decline', {}), '/reason');
	invalid(await held.call('decline', { reason: 'better' }), '/reason');
	invalid(await held.call('refer', { referral: 'r99' }), '/referral');
	invalid(await held.call('emergency', { red_flag: 'EA01' }), '/red_flag');
	invalid(await held.call('emergency', { state: 'closed' }), '/state');
	await held.must('refer', { token: undefined });
	assert.equal(held.last.referral, null);
});

test('an emergency from every active state', async () => {
	const steps = ['schedule', 'depart', 'arrive', 'finish'];

	for (let n = 0; n <= steps.length; n++) {
		const held = await reached(it);
		for (const step of steps.slice(0, n))
			await held.must(step, { schedule: { medic: 'm02',
			    ...window(n + 1, 10) }, finish: { outcome: 'done' } }[
			    step]);
		await held.must('emergency', { comment: 'без сознания' });
		assert.equal(held.last.state, 'emergency');
	}
});

test('an emergency waits for nobody: also when a colleague holds it', async () => {
	const held = await claimed(it);
	const other = new Held(await it.login('dispatcher2'),
	    await (await it.login('dispatcher2')).get(`/requests/${held.id}`));
	const offered = other.last.allowed_actions;

	assert.ok(offered.includes('emergency'));
	assert.ok(!offered.includes('cancel'));
	await other.must('emergency', { red_flag: 'RF01' });
	assert.deepEqual([other.last.state, other.last.claim],
	    ['emergency', null]);
	assert.equal((await last(held)).by, 'dispatcher2');
	const late = problem(await held.call('attempt', { token: held.token,
	    outcome: 'reached' }), 412, 'version_stale');
	assert.equal(late.by, 'dispatcher2');
	other.take(await other.call('undo'));
	assert.deepEqual([other.last.state, other.last.claim.by],
	    ['claimed', 'dispatcher']);
});

test('a duplicate names the request that goes on', async () => {
	const main = await queued('dispatcher');

	for (const of of [main.last.id, main.last.number]) {
		const held = await queued('operator');
		await held.must('mark-duplicate', { token: undefined, of });
		assert.deepEqual([held.last.state, held.last.duplicate_of],
		    ['duplicate', { id: main.id, number: main.last.number }]);
		assert.equal((await last(held)).reason, main.last.number);
	}
	assert.equal(status(await main.client.get(`/requests/${main.id}`),
	    200).state, 'queued');
});

test('no duplicate of itself, of nothing, of what nobody looks after', async () => {
	const main = await queued('dispatcher');
	const held = await queued('dispatcher');
	const gone = await queued('dispatcher');
	const code = async (of) => invalid(await held.call('mark-duplicate',
	    { of }), '/of')[0].code;

	await gone.must('cancel', { token: undefined, reason: 'better' });
	invalid(await held.call('mark-duplicate', {}), '/of');
	assert.equal(await code('26-999999'), 'no_such_request');
	assert.equal(await code(held.id), 'same_request');
	assert.equal(await code(held.last.number), 'same_request');
	assert.equal(await code(gone.last.number), 'not_looked_after');
	await held.must('mark-duplicate', { token: undefined, of: main.id });
	/* No ring: what is a duplicate is nobody's main one. */
	invalid(await main.call('mark-duplicate', { of: held.id }), '/of');
});
