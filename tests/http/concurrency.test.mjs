/** Many at once: every request has one owner. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { status } from './checks.mjs';
import { Client } from './client.mjs';
import { Held, posted } from './dispatch.mjs';
import { PASSWORD, service } from './harness.mjs';

const DISPATCHERS = 8;
const logins = Array.from({ length: DISPATCHERS }, (_, i) => `board${i + 1}`);
const it = service({ users: logins.map(
    (login) => ({ login, role: 'dispatcher' })) });

/* Signed in from addresses of their own, so that no limit slows it down. */
const crowd = (() => {
	let made;
	return () => made ??= Promise.all(logins.map(async (login, i) => {
		const client = Object.assign(new Client(it),
		    { address: `10.2.0.${i + 1}` });
		await client.signIn(login, PASSWORD);
		client.address = null;
		return client;
	}));
})();

const many = (n, work) =>
    Promise.all(Array.from({ length: n }, (_, i) => work(i)));

test('a hundred calls for the next of fifty requests', async () => {
	const clients = await crowd();
	const made = await many(50, () => posted(it));
	const all = await many(100, (i) =>
	    clients[i % DISPATCHERS].post('/queue/next'));
	const given = all.filter((got) => got.status === 200);

	assert.equal(given.length, 50, all.map((got) => got.status).join());
	for (const got of all.filter((got) => got.status !== 200))
		status(got, 204);
	assert.deepEqual(given.map((got) => got.body.id).sort(),
	    made.map((got) => got.body.id).sort());
	for (const [i, got] of all.entries())
		if (got.status === 200)
			assert.equal(got.body.claim.by,
			    logins[i % DISPATCHERS]);
});

test('many claimers of one request: one owner', async () => {
	const clients = await crowd();
	const got = await posted(it);
	const all = await many(32, (i) =>
	    new Held(clients[i % DISPATCHERS], got).call('claim'));
	const won = all.filter((a) => a.status === 200);
	const owners = new Set(won.map((a) => a.body.claim.by));
	const tokens = new Set(won.map((a) => a.body.claim.token));

	assert.equal(owners.size, 1, [...owners].join());
	assert.equal(tokens.size, 1, 'a repeat is the same claim');
	assert.equal(won.length, 32 / DISPATCHERS);
	for (const a of all.filter((a) => a.status !== 200)) {
		assert.equal(status(a, 409).code, 'claimed_by_other');
		assert.equal(a.body.by, [...owners][0]);
		assert.ok(Date.parse(a.body.since) > 0);
	}
});

test('claimers × requests, crosswise', async () => {
	const clients = await crowd();
	const made = await many(20, () => posted(it));
	const all = await many(20 * DISPATCHERS, (i) => new Held(
	    clients[i % DISPATCHERS], made[Math.floor(i / DISPATCHERS)])
	    .call('claim'));
	const wins = new Map();

	for (const a of all)
		if (a.status === 200)
			wins.set(a.body.id, (wins.get(a.body.id) ?? 0) + 1);
		else
			assert.equal(status(a, 409).code, 'claimed_by_other');
	assert.equal(wins.size, 20);
	for (const n of wins.values())
		assert.equal(n, 1);
});

test('numbers are unique when posted at once', async () => {
	const made = await many(60, () => posted(it));

	assert.equal(new Set(made.map((got) => got.body.number)).size, 60);
	assert.equal(new Set(made.map((got) => got.body.id)).size, 60);
});

test('of many changes to one version one is taken', async () => {
	const clients = await crowd();
	const got = await posted(it);
	const all = await many(16, (i) => new Held(
	    clients[i % DISPATCHERS], got).call('cancel',
	    { reason: 'better' }));
	const statuses = all.map((a) => a.status).sort();

	assert.equal(statuses.filter((s) => s === 200).length, 1,
	    statuses.join());
	for (const s of statuses.slice(1))
		assert.ok(s === 409 || s === 412, statuses.join());
});
