/** A call sent twice has one effect, and one answer. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { problem, status } from './checks.mjs';
import { service } from './harness.mjs';
import { registration } from './samples.mjs';

const it = service({ users: [{ login: 'operator2', role: 'operator' }] });

const post = async (body, key, by = 'operator') =>
    (await it.login(by)).post('/requests', body, { key });

async function count() {
	const dispatcher = await it.login('dispatcher');

	return status(await dispatcher.get('/requests?limit=200'), 200)
	    .items.length;
}

test('the same key and body give the same answer', async () => {
	const key = randomUUID();
	const body = registration();
	const before = await count();
	const first = await post(body, key);
	const again = await post(body, key);

	status(first, 201);
	status(again, 201);
	assert.equal(first.headers['idempotent-replayed'], undefined);
	assert.equal(again.headers['idempotent-replayed'], 'true');
	assert.deepEqual(again.body, first.body);
	assert.equal(again.headers.etag, first.headers.etag);
	assert.equal(again.headers.location, first.headers.location);
	assert.equal(await count(), before + 1);
});

test('the answer stays the same after the request moved on', async () => {
	const key = randomUUID();
	const body = registration();
	const first = await post(body, key);
	const operator = await it.login('operator');

	status(await operator.post(`/requests/${first.body.id}/cancel`,
	    { reason: 'better' }, { etag: first.headers.etag }), 200);
	const again = await post(body, key);
	status(again, 201);
	assert.equal(again.body.id, first.body.id);
});

test('what would be refused by now is answered as it was', async () => {
	const admin = await it.login('admin');
	const key = randomUUID();
	const made = await admin.post('/services', { code: 'X91',
	    name: 'Пчелоужаление', category: 'procedure', performer: 'doctor',
	    verdict: 'allowed' });
	const body = registration({ services: [{ code: 'X91' }] });

	status(made, 201);
	const first = await post(body, key);
	status(first, 201);
	status(await admin.delete('/services/X91',
	    { etag: made.headers.etag }), 204);
	problem(await post(body, randomUUID()), 422, 'invalid_fields');
	const again = await post(body, key);
	status(again, 201);
	assert.equal(again.text, first.text);
	assert.equal(again.headers['idempotent-replayed'], 'true');
	assert.equal(again.headers.etag, first.headers.etag);
	problem(await post({ ...body, symptoms: 'другое' }, key), 422,
	    'idempotency_mismatch');
});

test('the same key with another body is refused', async () => {
	const key = randomUUID();
	const body = registration();

	status(await post(body, key), 201);
	problem(await post({ ...body, symptoms: 'другое' }, key), 422,
	    'idempotency_mismatch');
	problem(await post(registration(), key), 422, 'idempotency_mismatch');
});

test('a key is needed for what creates', async () => {
	const operator = await it.login('operator');
	const admin = await it.login('admin');

	for (const [client, target, body] of [
	    [operator, '/requests', registration()],
	    [operator, '/quotes', { zone: 'green', performers: ['doctor'] }],
	    [operator, '/calls', { outcome: 'emergency' }],
	    [admin, '/tariffs', { zone: 'green', performer: 'doctor', price:
		{ amount: 400000, currency: 'RUB' }, valid_from: '2099-01-01',
		reason: 'x' }]])
		problem(await client.post(target, body, { key: null }), 428,
		    'precondition_required');
});

test('a key is of use to its owner only', async () => {
	const key = randomUUID();
	const mine = await post(registration(), key);
	const theirs = await post(registration(), key, 'operator2');

	status(mine, 201);
	assert.ok([201, 422].includes(theirs.status), theirs.text);
	assert.ok(!theirs.text.includes(mine.body.number));
});

test('a refused call may be sent again, corrected, with its key',
    async () => {
	const key = randomUUID();
	const body = registration();

	status(await post({ ...body, symptoms: 'а'.repeat(20_000) }, key), 422);
	status(await post(body, key), 201);
});

test('one key is not for two targets', async () => {
	const key = randomUUID();
	const operator = await it.login('operator');

	status(await operator.post('/calls', { outcome: 'emergency' },
	    { key }), 201);
	const got = await operator.post('/quotes',
	    { zone: 'green', performers: ['doctor'] }, { key });
	if (got.status === 201)
		assert.ok(got.body.total);
	else
		problem(got, 422, 'idempotency_mismatch');
});

test('a strange key is refused, not cut', async () => {
	const body = registration();

	for (const key of ['', ' ', 'x'.repeat(5000)])
		problem(await post(body, key), [400, 422, 428, 431]);
});

test('twenty at once make one request', async () => {
	const key = randomUUID();
	const body = registration();
	const before = await count();
	const all = await Promise.all(
	    Array.from({ length: 20 }, () => post(body, key)));
	const ids = new Set();

	for (const got of all)
		if (got.status === 409)
			problem(got, 409, 'idempotency_running');
		else
			ids.add(status(got, 201).id);
	assert.equal(ids.size, 1);
	assert.equal(await count(), before + 1);
	assert.equal(status(await post(body, key), 201).id, [...ids][0]);
});

test('a double Enter without a key of its own is still one patient',
    async () => {
	const body = registration();
	const all = await Promise.all(Array.from({ length: 8 }, () =>
	    post(body, randomUUID())));
	const statuses = all.map((got) => got.status).sort();

	assert.deepEqual(statuses, [201, ...Array(7).fill(409)]);
});
