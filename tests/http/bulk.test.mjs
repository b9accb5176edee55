/** One act on many requests: an answer for each. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, problem, status } from './checks.mjs';
import { Held, posted } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service({ users: [{ login: 'dispatcher2', role: 'dispatcher' }] });
const BY = 'dispatcher';

async function queued(n) {
	const made = [];

	for (let i = 0; i < n; i++)
		made.push((await posted(it)).body);
	return made;
}

const seen = (rows) => rows.map(({ id, version, token }) =>
    ({ id, version, ...token && { token } }));

/** bulk(action, rows, more, options): the answer to it, not checked. */
async function bulk(action, rows, more = {}, options = {}) {
	const client = await it.login(options.by ?? BY);

	return client.post('/requests/bulk', { action, items: seen(rows),
	    ...more }, options);
}

async function done(...args) {
	return status(await bulk(...args), 200);
}

test('all of them, and taken back again', async () => {
	const rows = await queued(3);
	const claimed = await done('claim', rows);

	assert.deepEqual([claimed.done, claimed.refused], [3, 0]);
	assert.deepEqual(claimed.items.map((i) => i.id), rows.map((r) => r.id));
	for (const { status: code, token, request, problem: why } of
	    claimed.items) {
		assert.equal(code, 200);
		assert.equal(why, null);
		assert.equal(request.state, 'claimed');
		assert.equal(request.claim.by, BY);
		assert.ok(token > 0);
	}
	const back = await done('undo', claimed.items.map((i) => i.request));
	assert.equal(back.done, 3);
	assert.ok(back.items.every((i) => i.request.state === 'queued'));
});

test('what one is refused, the others are not', async () => {
	const rows = await queued(4);
	const other = new Held(await it.login('dispatcher2'),
	    await (await it.login('dispatcher2')).get(`/requests/${rows[1].id}`));

	status(await other.call('claim'), 200);
	const answer = await done('claim', [rows[0], rows[1],
	    { ...rows[2], version: 9 },
	    { id: '01900000-0000-7000-8000-000000000000', version: 1 },
	    rows[3]]);
	assert.deepEqual([answer.done, answer.refused], [2, 3]);
	assert.deepEqual(answer.items.map((i) => i.status),
	    [200, 409, 412, 404, 200]);
	assert.deepEqual(answer.items.map((i) => i.problem?.code ?? null),
	    [null, 'claimed_by_other', 'version_stale', 'not_found', null]);
	assert.equal(answer.items[1].problem.by, 'dispatcher2');
	assert.ok(Date.parse(answer.items[1].problem.since) > 0);
	assert.equal(answer.items[1].request, null);

	const { items } = status(await (await it.login(BY)).get(
	    `/requests?ids=${rows.map((r) => r.id)}`), 200);
	assert.deepEqual(items.map((i) => i.state),
	    ['claimed', 'claimed', 'queued', 'claimed']);
	assert.deepEqual(items.map((i) => i.version), [2, 2, 1, 2]);
});

test('a reason for all; each says what is wrong with it', async () => {
	const rows = await queued(2);
	const without = await done('cancel', rows);

	assert.deepEqual(without.items.map((i) => i.status), [422, 422]);
	assert.equal(without.items[0].problem.errors[0].pointer, '/reason');
	const ended = await done('cancel', rows, { reason: 'weather' });
	assert.equal(ended.done, 2);
	assert.ok(ended.items.every((i) => i.request.state === 'cancelled'));
	const again = await done('cancel', ended.items.map((i) => i.request),
	    { reason: 'weather' });
	assert.ok(again.items.every((i) => i.problem.code === 'wrong_state'));
});

test('released with their tokens, not without', async () => {
	const rows = (await done('claim', await queued(2))).items
	    .map(({ token, request }) => ({ ...request, token }));
	const answer = await done('release', [rows[0],
	    { ...rows[1], token: null }]);

	assert.deepEqual(answer.items.map((i) => i.status), [200, 422]);
});

test('a key used twice is done once', async () => {
	const rows = await queued(2);
	const key = 'bulk-once';
	const first = await bulk('claim', rows, {}, { key });
	const again = await bulk('claim', rows, {}, { key });

	assert.deepEqual(status(again, 200), status(first, 200));
	assert.equal(again.headers['idempotent-replayed'], 'true');
	problem(await bulk('claim', [rows[0]], {}, { key }), 422,
	    'idempotency_mismatch');
});

test('what cannot be meant is refused as a whole', async () => {
	const [row] = await queued(1);

	invalid(await bulk('close', [row]), '/action');
	invalid(await bulk('claim', []), '/items');
	invalid(await bulk('claim', [row, row]), '/items/1/id');
	invalid(await bulk('claim', [{ id: row.id, version: 0 }]),
	    '/items/0/version');
	invalid(await bulk('claim', Array.from({ length: 101 }, (_, i) =>
	    ({ id: `x${i}`, version: 1 }))), '/items');
	problem(await bulk('claim', [row], {}, { key: null }), 428);
	problem(await bulk('claim', [row], {}, { by: 'operator' }), 403);
});
