/** The visit on its way: left, at the door, over, closed; planned anew. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CLINIC_TIME, invalid, problem, status } from './checks.mjs';
import { reached, window } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service({ users: [{ login: 'dispatcher2', role: 'dispatcher' }] });
const MINUTE_MS = 60000;
let day = 1;

/** scheduled(): a request with a visit on a day of its own. */
async function scheduled() {
	const held = await reached(it);

	await held.must('schedule', { medic: 'm01', ...window(day, 10) });
	day += 1;
	return held;
}

/** go(held, ...steps): depart, arrive, finish without more words. */
async function go(held, ...steps) {
	for (const step of steps)
		await held.must(step, step === 'finish' ? { outcome: 'done' } : {});
	return held.last;
}

const offered = (held, ...actions) => actions
    .filter((a) => held.last.allowed_actions.includes(a));

test('from the plan to the end, each step with its time', async () => {
	const held = await scheduled();

	assert.equal(held.last.visit.departed_at, null);
	assert.deepEqual(offered(held, 'depart', 'replan', 'arrive', 'close'),
	    ['depart', 'replan']);
	assert.equal((await go(held, 'depart')).state, 'en_route');
	assert.match(held.last.visit.departed_at, CLINIC_TIME);
	assert.deepEqual(offered(held, 'depart', 'replan', 'arrive', 'finish'),
	    ['replan', 'arrive']);
	assert.equal((await go(held, 'arrive')).state, 'on_site');
	assert.deepEqual(offered(held, 'arrive', 'finish'), ['finish']);
	assert.equal((await go(held, 'finish')).state, 'done');
	assert.match(held.last.visit.finished_at, CLINIC_TIME);
	assert.deepEqual(offered(held, 'finish', 'close', 'revisit'), ['close']);
	await held.must('close', { outcome: 'helped', comment: 'спокойна' });
	const r = held.last;
	assert.deepEqual([r.state, r.outcome, r.feedback],
	    ['closed', 'helped', true]);
	assert.equal(r.claim, null);
	const { items } = status(await held.client.get(
	    `/requests/${r.id}/history`), 200);
	assert.deepEqual(items.slice(-4).map((e) => [e.action, e.to]), [
		['depart', 'en_route'], ['arrive', 'on_site'], ['finish', 'done'],
		['close', 'closed'],
	]);
	problem(await held.call('close', { outcome: 'helped' }), 409,
	    'wrong_state');
});

test('times as the medic told them, in order, none to come', async () => {
	const held = await scheduled();
	const at = (min) => new Date(Date.now() + min * MINUTE_MS).toISOString();

	for (const wrong of [at(5), at(-13 * 60), at(-60)]) // not posted yet
		invalid(await held.call('depart', { at: wrong }), '/at');
	for (const wrong of ['now', 5, '2026-02-30T10:00:00+03:00'])
		invalid(await held.call('depart', { at: wrong }), '/at');
	const posted = Date.parse(held.last.created_at);
	await held.must('depart', { at: new Date(posted).toISOString() });
	assert.equal(Date.parse(held.last.visit.departed_at), posted);
	invalid(await held.call('arrive',
	    { at: new Date(posted - 1000).toISOString() }), '/at');
	await held.must('arrive', { at: null });
});

test('not done needs a reason; then another visit or the end', async () => {
	const held = await scheduled();
	const { not_done: reasons, close } = status(
	    await held.client.get('/reasons'), 200);

	await go(held, 'depart', 'arrive');
	invalid(await held.call('finish', {}), '/outcome');
	invalid(await held.call('finish', { outcome: 'perhaps' }), '/outcome');
	invalid(await held.call('finish', { outcome: 'not_done' }), '/reason');
	invalid(await held.call('finish',
	    { outcome: 'not_done', reason: 'better' }), '/reason');
	invalid(await held.call('finish',
	    { outcome: 'done', reason: reasons[0] }), '/reason');
	await held.must('finish', { outcome: 'not_done', reason: 'nobody_home' });
	assert.deepEqual([held.last.state, held.last.reason],
	    ['not_done', 'nobody_home']);
	assert.ok(reasons.includes('nobody_home'));
	await held.must('revisit', { comment: 'дома с шести' });
	assert.equal(held.last.claim.by, 'dispatcher');
	assert.equal(held.last.visit, null);
	await held.must('schedule', { medic: 'm01', ...window(day, 18) });
	day += 1;
	await go(held, 'depart', 'arrive');
	await held.must('finish', { outcome: 'not_done', reason: 'refused' });
	invalid(await held.call('close', {}), '/outcome');
	invalid(await held.call('close', { outcome: close.done[0] }), '/outcome');
	await held.must('close', { outcome: close.not_done[0] });
	assert.equal(held.last.feedback, null); // nothing to rate
});

test('who wants no invitation gets none', async () => {
	const held = await scheduled();

	await go(held, 'depart', 'arrive', 'finish');
	invalid(await held.call('close', { outcome: 'helped', feedback: 'no' }),
	    '/feedback');
	await held.must('close', { outcome: 'helped', feedback: false });
	assert.equal(held.last.feedback, false);
});

test('planned anew: a reason, a counter, a new claim, a free medic', async () => {
	const held = await scheduled();
	const taken = { ...held.last.visit };
	const token = 1;

	invalid(await held.call('replan', {}), '/reason');
	invalid(await held.call('replan', { reason: 'whim' }), '/reason');
	await held.must('replan', { reason: 'patient_asked', comment: 'к вечеру' });
	assert.deepEqual([held.last.state, held.last.moves, held.last.visit],
	    ['claimed', 1, null]);
	assert.ok(held.last.claim.token > token);
	problem(await held.call('schedule', { token, medic: 'm01',
	    ...window(day, 10) }), 409, 'claim_stale');
	const other = await reached(it, {}, 'dispatcher2');
	await other.must('schedule', { medic: taken.medic,
	    window_start: taken.window_start, window_end: taken.window_end });
	problem(await held.call('schedule', { token: held.token,
	    medic: taken.medic, window_start: taken.window_start,
	    window_end: taken.window_end }), 409, 'visit_overlap');
});

test('two dispatchers on one visit: the second sees who was first', async () => {
	const held = await scheduled();
	const other = await it.login('dispatcher2');
	const before = held.etag;

	await go(held, 'depart');
	const p = problem(await other.post(`/requests/${held.id}/depart`, {},
	    { etag: before }), 412, 'version_stale');
	assert.equal(p.by, 'dispatcher');
	assert.match(p.since, CLINIC_TIME);
	problem(await other.post(`/requests/${held.id}/depart`, {},
	    { etag: held.etag }), 409, 'wrong_state');
	problem(await other.post(`/requests/${held.id}/arrive`, {}, {}), 428);
	for (const role of ['operator', 'admin'])
		problem(await (await it.login(role)).post(
		    `/requests/${held.id}/arrive`, {}, { etag: held.etag }), 403);
});
