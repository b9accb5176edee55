/** A later call about a request that is already there. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { CLINIC_TIME, invalid, problem, status } from './checks.mjs';
import { service } from './harness.mjs';
import { registration } from './samples.mjs';

const it = service();

async function posted() {
	const operator = await it.login('operator');

	return status(await operator.post('/requests', registration()), 201);
}

test('a note goes into the history, the promise stays', async () => {
	const operator = await it.login('operator');
	const before = await posted();
	const got = await operator.post(`/requests/${before.id}/note`,
	    { text: 'звонила дочь', called_again: true });

	status(got, 200, 201);
	const now = status(await operator.get(`/requests/${before.id}`), 200);
	assert.deepEqual(now.promise, before.promise);
	assert.deepEqual(now.quote, before.quote);
	assert.equal(now.state, 'queued');
	assert.ok(now.flags.includes('called_again'));
	const { items } = status(await operator.get(
	    `/requests/${before.id}/history`), 200);
	assert.equal(items.length, 2);
	const note = items.find((e) => e.action === 'note');
	assert.equal(note.by, 'operator');
	assert.equal(note.comment, 'звонила дочь');
	assert.match(note.at, CLINIC_TIME);
});

test('a plain note sets no mark', async () => {
	const dispatcher = await it.login('dispatcher');
	const { id } = await posted();

	status(await dispatcher.post(`/requests/${id}/note`,
	    { text: 'домофон не работает' }), 200, 201);
	const now = status(await dispatcher.get(`/requests/${id}`), 200);
	assert.ok(!now.flags.includes('called_again'));
});

test('a repeated call notes once', async () => {
	const operator = await it.login('operator');
	const { id } = await posted();
	const key = randomUUID();
	const body = { text: 'ещё раз', called_again: true };
	const first = await operator.post(`/requests/${id}/note`, body, { key });
	const again = await operator.post(`/requests/${id}/note`, body, { key });

	assert.equal(again.status, first.status);
	assert.equal(again.headers['idempotent-replayed'], 'true');
	const { items } = status(await operator.get(
	    `/requests/${id}/history`), 200);
	assert.equal(items.filter((e) => e.action === 'note').length, 1);
	problem(await operator.post(`/requests/${id}/note`, body,
	    { key: null }), 428, 'precondition_required');
});

test('a wrong note is refused', async () => {
	const operator = await it.login('operator');
	const { id } = await posted();
	const post = (body) => operator.post(`/requests/${id}/note`, body);

	invalid(await post({}), '/text');
	invalid(await post({ text: '' }), '/text');
	invalid(await post({ text: '  \n ' }), '/text');
	invalid(await post({ text: 5 }), '/text');
	invalid(await post({ text: 'x', called_again: 'yes' }),
	    '/called_again');
	invalid(await post({ text: 'а'.repeat(20_000) }), '/text');
	problem(await operator.post(
	    '/requests/01900000-0000-7000-8000-000000000000/note',
	    { text: 'x' }), 404, 'not_found');
});

test('an admin only reads', async () => {
	const admin = await it.login('admin');
	const { id } = await posted();

	problem(await admin.post(`/requests/${id}/note`, { text: 'x' }), 403,
	    'forbidden');
});
