/** The trail: what is in it, how it is searched, and that it is whole. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, problem, status } from './checks.mjs';
import { claimed, posted } from './dispatch.mjs';
import { homevisit, service } from './harness.mjs';

const it = service();
const admin = () => it.login('admin');

async function find(query) {
	return status(await (await admin()).get(
	    `/audit?${new URLSearchParams(query)}`), 200).items;
}

test('only an admin reads it', async () => {
	for (const login of ['operator', 'dispatcher']) {
		const client = await it.login(login);
		problem(await client.get('/audit'), 403, 'forbidden');
		problem(await client.get('/audit/verify'), 403, 'forbidden');
	}
});

test('who looked at this card: a look is told once', async () => {
	const { body } = await posted(it);
	const looks = () => find({ object: 'request', object_id: body.id,
	    action: 'request.view' });
	const operator = await it.login('operator');
	const dispatcher = await it.login('dispatcher');

	assert.equal((await looks()).length, 0);
	for (let i = 0; i < 3; i++) {
		const got = await operator.get(`/requests/${body.id}`);
		status(got, 200);
		status(await operator.get(`/requests/${body.id}`,
		    { headers: { 'If-None-Match': got.headers.etag } }), 304);
		status(await dispatcher.get(`/requests/${body.id}/history`),
		    200);
	}
	const seen = await looks();
	assert.deepEqual(seen.map((e) => e.actor), ['dispatcher', 'operator']);
	assert.deepEqual(seen[0].roles, ['dispatcher']);
	assert.equal(seen[0].address, '127.0.0.1');
	assert.equal(seen[0].number, body.number);
	assert.deepEqual(await find({ object: 'request',
	    object_id: body.number, action: 'request.view' }), seen);
	status(await (await it.newSession('dispatcher'))
	    .get(`/requests/${body.id}`), 200);
	assert.equal((await looks()).length, 3);
});

test('who looked at a call-back: card and history are one look', async () => {
	const operator = await it.login('operator');
	const { id } = status(await operator.post('/tasks',
	    { queue: 'advice', phone: '8 812 555-01-77' }), 201);
	const looks = () => find({ object: 'task', object_id: id,
	    action: 'task.view' });

	status(await operator.get('/tasks?own=true'), 200);
	assert.equal((await looks()).length, 0);
	status(await operator.get(`/tasks/${id}`), 200);
	status(await operator.get(`/tasks/${id}/history`), 200);
	status(await operator.get(`/tasks/${id}`), 200);
	assert.deepEqual((await looks()).map((e) => e.actor), ['operator']);
});

test('a look at a patient, at a list, at another\'s request', async () => {
	const operator = await it.login('operator');

	status(await operator.get('/patients?card=000123'), 200);
	const [look] = await find({ action: 'patient.view', limit: 1 });
	assert.equal(look.object_id, '000123');
	assert.equal(look.detail, 'masked');
	const before = (await find({ limit: 1 }))[0].seq;
	status(await operator.get('/requests'), 200);
	assert.equal((await find({ limit: 1 }))[0].seq, before);
	problem(await operator.get(
	    '/requests/01900000-0000-7000-8000-000000000000'), 404);
	assert.equal((await find({ limit: 1 }))[0].seq, before);
});

test('every kind of write is in it', async () => {
	const boss = await admin();
	const got = await boss.get('/settings/promise.amber_min');

	await claimed(it);
	status(await boss.patch('/settings/promise.amber_min', { value: '25' },
	    { etag: got.headers.etag }), 200);
	const [edit] = await find({ object: 'setting',
	    object_id: 'promise.amber_min' });
	assert.deepEqual(edit.changes,
	    [{ field: 'value', before: '20', after: '25' }]);
	assert.equal(edit.detail, null);
	const actions = new Set((await find({ limit: 200 }))
	    .map((e) => e.action));
	for (const action of ['session.start', 'request.post',
	    'request.claim'])
		assert.ok(actions.has(action), [...actions].join());
});

test('it is paged and filtered', async () => {
	const all = await find({ limit: 200 });
	const seqs = [];
	let cursor;

	do {
		const page = status(await (await admin()).get(
		    `/audit?limit=7${cursor ? `&cursor=${cursor}` : ''}`), 200);
		seqs.push(...page.items.map((e) => e.seq));
		cursor = page.next;
	} while (cursor);
	assert.deepEqual(seqs.filter((s) => s <= all[0].seq),
	    all.map((e) => e.seq));
	assert.ok((await find({ actor: 'operator' }))
	    .every((e) => e.actor === 'operator'));
	const day = all[0].at.slice(0, 10);
	assert.equal((await find({ from: day, to: day, limit: 200 })).length,
	    Math.min(200, all.length));
	assert.equal((await find({ from: '2020-01-01', to: '2020-01-02' }))
	    .length, 0);
	const boss = await admin();
	invalid(await boss.get('/audit?object_id=1'), '?object');
	invalid(await boss.get('/audit?who=me&limit=500'), '?who', '?limit');
	invalid(await boss.get('/audit?from=yesterday&cursor=x'), '?from',
	    '?cursor');
});

test('it proves itself, over the API and by the command', async () => {
	const boss = await admin();
	const got = status(await boss.get('/audit/verify'), 200);

	assert.equal(got.ok, true);
	assert.equal(got.count, got.total);
	assert.match(got.head, /^[0-9a-f]{64}$/);
	assert.equal(got.next, null);
	assert.equal(got.first_bad, null);
	const cli = await homevisit(['--db', it.db, 'audit', 'verify']);
	assert.equal(cli.code, 0, cli.stderr);
	assert.match(cli.stdout, /^audit: \d+ entries, head [0-9a-f]{64}$/m);
	/* from where an answer left off */
	const mark = `${got.count}-${got.head}`;
	assert.equal(status(await boss.get(`/audit/verify?cursor=${mark}`),
	    200).ok, true);
	const forged = status(await boss.get('/audit/verify?cursor=' +
	    `${got.count}-${'0'.repeat(64)}`), 200);
	assert.equal(forged.ok, false);
	assert.equal(forged.first_bad, got.count);
	invalid(await boss.get('/audit/verify?cursor=1-2'), '?cursor');
});

test('its head stands outside the database', async () => {
	assert.match(it.logs(), /"audit_head"[^\n]*count \d+ head [0-9a-f]{64}/);
});

test('what would be erased is told, and nothing is', async () => {
	const got = await homevisit(['--db', it.db, 'retention', '--dry-run']);

	assert.equal(got.code, 0, got.stderr);
	assert.match(got.stdout, /over for 60 months, to be erased: 0$/m);
});
