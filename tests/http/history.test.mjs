/**
 * The history of many clients at once, judged afterwards.  HISTORY_CALLS and
 * HISTORY_REQUESTS make it longer: make history.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { check } from '../history/checker.mjs';
import { Run } from '../history/run.mjs';
import { homevisit, service } from './harness.mjs';

const CLIENTS = Number(process.env.HISTORY_CLIENTS ?? 64);
const REQUESTS = Number(process.env.HISTORY_REQUESTS ?? 60);
const CALLS = Number(process.env.HISTORY_CALLS ?? 2500);
const SEED = Number(process.env.HISTORY_SEED ?? Date.now() % 1_000_000);

const operators = ['history1', 'history2'];
const dispatchers = Array.from({ length: 6 }, (_, i) => `history${i + 3}`);
const it = service({ users: [
	...operators.map((login) => ({ login, role: 'operator' })),
	...dispatchers.map((login) => ({ login, role: 'dispatcher' })),
] });

let told;

test('64 clients at random: the history holds', async (t) => {
	const run = new Run({ it, operators, dispatchers, clients: CLIENTS,
	    requests: REQUESTS, seed: SEED });
	const began = performance.now();

	await run.go(CALLS);
	const seconds = (performance.now() - began) / 1000;
	const stories = await run.stories();
	told = { calls: run.calls, stories, trail: await run.trail(),
	    margin: await run.margin() };
	const count = (by) => run.calls.reduce((n, c) => ({ ...n,
	    [c[by]]: (n[c[by]] ?? 0) + 1 }), {});
	t.diagnostic(`seed ${SEED}: ${run.calls.length} calls, ` +
	    `${stories.length} requests, ${seconds.toFixed(1)} s`);
	t.diagnostic(JSON.stringify(count('status')));
	t.diagnostic(JSON.stringify(stories.flatMap((s) => s.events)
	    .reduce((n, e) => ({ ...n, [e.action]: (n[e.action] ?? 0) + 1 }),
		{})));
	assert.deepEqual(check(told), [], `seed ${SEED}`);
	assert.ok(run.calls.some((c) => c.status === 409 || c.status === 412),
	    'nothing was illegal');
	const got = await homevisit(['--db', it.db, 'check']);
	assert.equal(got.code, 0, got.stdout + got.stderr);
});

/* --- the checker itself: each planted fault is found ------------------- */

const copy = () => structuredClone(told);
const ok = (c) => c.status >= 200 && c.status < 300;

/* name: what is done to the record of a good run; what must be said */
const FAULTS = {
	'a lost request': [(r) => r.stories.pop(), /not there/],
	'one posted twice': [(r) => r.stories.push({ ...r.stories[0],
	    id: 'twin', number: '99-1' }), /2 times/],
	'a number given twice': [(r) => {
		r.stories[1].number = r.stories[0].number;
	}, /given twice/],
	'a change nobody was told': [(r) => {
		const { id, version } = r.calls.find((c) => ok(c) &&
		    c.action === 'claim');
		r.calls = r.calls.filter((c) => c.action !== 'next' &&
		    (c.id !== id || c.version !== version ||
		    c.action === 'get')).map((c) => ({ ...c, shaken: false }));
	}, /nobody was told/],
	'a version that is missing': [(r) => {
		r.stories[0].version++;
	}, /version \d+ after/],
	'a step there is not': [(r) => {
		const s = r.stories.find((one) => one.events.length > 2);
		s.events[1].action = 'arrive';
	}, /no such step/],
	'a final state that did not stay': [(r) => {
		const s = r.stories.find((one) => one.state === 'cancelled' ||
		    one.events.some((e) => e.to === 'claimed'));
		s.events.push({ action: 'claim', by: 'history3', from: 'cancelled',
		    to: 'claimed', at: s.events.at(-1).at });
	}, /final state|follows/],
	'two claims at once': [(r) => {
		const s = r.stories.find((one) => one.events.some(
		    (e) => e.action === 'claim'));
		const at = s.events.findIndex((e) => e.action === 'claim');
		s.events.splice(at + 1, 0, { ...s.events[at],
		    by: 'somebody' });
	}, /follows claimed/],
	'two told they made one version': [(r) => {
		const c = r.calls.find((one) => ok(one) &&
		    one.action === 'attempt');
		r.calls.push({ ...c, login: 'somebody' });
	}, /told to/],
	'an old token taken': [(r) => {
		const c = r.calls.filter((one) => ok(one) && one.token > 1 &&
		    !['claim', 'takeover', 'heartbeat'].includes(one.action))
		    .find((one) => r.calls.some((p) => ok(p) && p.id === one.id &&
			p.version < one.version && p.claim?.token > 1));
		c.token = 1;
	}, /after token/],
	'a step by who does not hold it': [(r) => {
		const s = r.stories.find((one) => one.events.some(
		    (e, i) => e.action === 'attempt' &&
			one.events[i - 1].action === 'claim'));
		s.events.find((e, i) => e.action === 'attempt' &&
		    s.events[i - 1].action === 'claim').by = 'somebody';
	}, /held by/],
	'an old version shown': [(r) => {
		const c = r.calls.filter((one) => ok(one)).sort(
		    (a, b) => b.version - a.version)[0];
		r.calls.push({ ...c, action: 'get', version: 1,
		    sent: c.got + 1, got: c.got + 2 });
	}, /was shown version/],
	'a version read before its time': [(r) => {
		const c = r.calls.find((one) => ok(one) && one.action === 'claim');
		r.calls.push({ ...c, action: 'get', sent: c.sent - 9,
		    got: c.sent - 8 });
	}, /read before/],
	'a stale write taken': [(r) => {
		const c = r.calls.find((one) => ok(one) && one.wanted > 1 &&
		    one.action === 'attempt');
		c.wanted -= 1;
	}, /of version \d+ made/],
	'a medic at two doors': [(r) => {
		const visit = { medic: 'm01', from: 1, to: 3 };
		for (const s of r.stories.slice(0, 2))
			Object.assign(s, { state: 'scheduled', visit });
	}, /promised here/],
	'no way between two visits': [(r) => {
		r.stories.slice(0, 2).forEach((s, i) => Object.assign(s, {
			state: 'scheduled', visit: { medic: 'm01',
			    from: 2 * i * r.margin, to: (2 * i + 1.5) * r.margin } }));
	}, /too soon after/],
	'a change the audit has not': [(r) => {
		r.trail = r.trail.filter((row) => row.action !== 'request.claim');
	}, /the audit has/],
	'a change the audit has twice': [(r) => {
		r.trail.push(r.trail.find((row) => row.action === 'request.claim'));
	}, /the audit has/],
	'two plans at one time': [(r) => {
		const c = r.calls.find((one) => ok(one) && one.window &&
		    one.action === 'schedule');
		const other = r.stories.find((s) => s.id !== c.id);
		r.calls = r.calls.filter((one) => ![c.id, other.id]
		    .includes(one.id) || one === c);
		r.calls.push({ ...c, id: other.id });
	}, /promised here/],
	'an undo by another': [(r) => {
		const s = r.stories.find((one) => one.events.some(
		    (e) => e.action === 'claim'));
		const at = s.events.findIndex((e) => e.action === 'claim');
		s.events.splice(at + 1, 0, { action: 'undo', by: 'somebody',
		    from: 'claimed', to: 'queued', at: s.events[at].at });
	}, /undo of claim/],
};

for (const [name, [plant, said]] of Object.entries(FAULTS))
	test(`the checker finds ${name}`, () => {
		const record = copy();

		plant(record);
		const faults = check(record);
		assert.ok(faults.some((text) => said.test(text)),
		    `${name}: ${faults.slice(0, 5).join('\n')}`);
	});
