/** One dispatcher, one request: claim, lease, release. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CLINIC_TIME, problem, status } from './checks.mjs';
import { Held, claimed, posted } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service({ users: [{ login: 'dispatcher2', role: 'dispatcher' }] });

test('a claim gives owner, token and lease', async () => {
	const held = await claimed(it);

	assert.equal(held.last.state, 'claimed');
	assert.equal(held.last.version, 2);
	assert.equal(held.last.claim.by, 'dispatcher');
	assert.ok(Number.isInteger(held.token));
	assert.match(held.last.claim.expires_at, CLINIC_TIME);
	const left = Date.parse(held.last.claim.expires_at) - Date.now();
	assert.ok(left > 240_000 && left <= 300_000, `${left}`);
});

test('a second dispatcher learns who has it and since when', async () => {
	const got = await posted(it);
	const mine = new Held(await it.login('dispatcher'), got);
	const other = new Held(await it.login('dispatcher2'), got);

	status(await mine.call('claim'), 200);
	const p = problem(await other.call('claim'), 409, 'claimed_by_other');
	assert.equal(p.by, 'dispatcher');
	assert.match(p.since, CLINIC_TIME);
	assert.ok(Math.abs(Date.parse(p.since) - Date.now()) < 30_000);
});

test('a claim repeated by its owner is the same claim', async () => {
	const held = new Held(await it.login('dispatcher'), await posted(it));
	const first = await held.call('claim');
	/* The answer was lost: the old If-Match comes again. */
	const again = await held.call('claim');

	status(first, 200);
	status(again, 200);
	assert.equal(again.body.claim.token, first.body.claim.token);
	assert.equal(again.body.claim.by, 'dispatcher');
});

test('a heartbeat prolongs the lease, changes no version', async () => {
	const held = await claimed(it);
	const got = await held.client.post(`/requests/${held.id}/heartbeat`,
	    { token: held.token });

	status(got, 200);
	const now = status(await held.client.get(`/requests/${held.id}`), 200);
	assert.ok(Date.parse(now.claim.expires_at) >=
	    Date.parse(held.last.claim.expires_at));
	const wrong = await held.client.post(`/requests/${held.id}/heartbeat`,
	    { token: held.token + 1 });
	problem(wrong, 409);
	const other = await it.login('dispatcher2');
	problem(await other.post(`/requests/${held.id}/heartbeat`,
	    { token: held.token }), 409);
});

test('a release puts it back into the queue', async () => {
	const held = await claimed(it);
	const first = held.token;

	await held.must('release', { reason: 'перерыв' });
	assert.equal(held.last.state, 'queued');
	assert.equal(held.last.claim, null);
	const { items } = status(await held.client.get(
	    `/requests/${held.id}/history`), 200);
	assert.deepEqual(items.map((e) => [e.action, e.from, e.to]), [
		['post', null, 'queued'],
		['claim', 'queued', 'claimed'],
		['release', 'claimed', 'queued'],
	]);
	held.take(await held.call('claim'));
	assert.ok(held.token > first, 'tokens grow');
});

test('a token of an earlier claim is stale', async () => {
	const held = await claimed(it);
	const old = held.token;

	await held.must('release');
	const other = new Held(await it.login('dispatcher2'),
	    await held.client.get(`/requests/${held.id}`));
	other.take(await other.call('claim'));
	for (const [action, body] of [['release', {}],
	    ['attempt', { outcome: 'reached' }]]) {
		const p = problem(await held.call(action,
		    { token: old, ...body }, { etag: other.etag }), 409);
		assert.ok(['claim_stale', 'claimed_by_other']
		    .includes(p.code), p.code);
		assert.equal(p.by, 'dispatcher2');
	}
	/* Nor does the right token help somebody else. */
	problem(await held.call('release', { token: other.token },
	    { etag: other.etag }), 409);
});

test('If-Match is needed and must be current', async () => {
	const held = await claimed(it);
	const body = { token: held.token };

	problem(await held.call('release', body, { etag: undefined }), 428,
	    'precondition_required');
	problem(await held.call('release', body, { etag: '"1"' }), 412,
	    'version_stale');
	for (const etag of ['1', '*', 'W/"2"', '"x"', '""', '"2', '"02"',
	    '"2", "3"', '"99999999999999999999"']) {
		const got = await held.call('release', body, { etag });
		problem(got, [400, 412, 428]);
	}
	await held.must('release');
});

test('a claim of what is not in the queue is refused', async () => {
	const held = await claimed(it);

	await held.must('cancel', { reason: 'better' });
	const p = problem(await held.call('claim'), 409, 'wrong_state');
	assert.ok(p.code);
	problem(await held.client.post(
	    '/requests/01900000-0000-7000-8000-000000000000/claim', {},
	    { etag: '"1"' }), 404, 'not_found');
});

test('only a dispatcher claims', async () => {
	const { body: { id } } = await posted(it);

	for (const role of ['operator', 'admin'])
		problem(await (await it.login(role)).post(
		    `/requests/${id}/claim`, {}, { etag: '"1"' }), 403,
		    'forbidden');
});

test('the board shows the claim', async () => {
	const held = await claimed(it);
	const { items } = status(await held.client.get(
	    '/requests?mine=1&limit=200'), 200);
	const item = items.find((i) => i.id === held.id);

	assert.equal(item.claim.by, 'dispatcher');
	assert.ok(items.every((i) => i.claim?.by === 'dispatcher'));
});
