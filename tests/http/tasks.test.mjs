/** The back line: queues, people to be called back, one owner each. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { CLINIC_TIME, etag, invalid, problem, status } from './checks.mjs';
import { Held, posted } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service({ users: [{ login: 'operator2', role: 'operator' }] });

const PHONE = '+78125550177';

async function made(client, body = {}) {
	const got = await client.post('/tasks',
	    { queue: 'advice', phone: '8 812 555-01-77', ...body });

	status(got, 201);
	return got;
}

/** A task as what its owner needs for the next write. */
class Task extends Held {
	call(action, body = {}, options = {}) {
		return this.client.post(`/tasks/${this.id}/${action}`, body,
		    { etag: this.etag, ...options });
	}
}

async function mine(client, body) {
	const task = new Task(client, await made(client, body));

	status(task.take(await task.call('claim')), 200);
	return task;
}

test('queues with their clocks, and how they stand', async () => {
	const client = await it.login('operator');
	const before = status(await client.get('/queues'), 200).items;

	assert.deepEqual(before.map((q) => q.code), ['advice', 'nurse',
	    'care_planning', 'physiotherapy', 'referrals', 'post_booking']);
	assert.equal(before[1].target_min, 15);
	assert.ok(before.every((q) => q.serves && q.active));
	const { body } = await made(client, { queue: 'nurse' });
	const nurse = status(await client.get('/queues'), 200).items[1];
	assert.equal(nurse.waiting, before[1].waiting + 1);
	assert.match(nurse.deadline_at, CLINIC_TIME);
	assert.ok(nurse.deadline_at <= body.promise.deadline_at);
	status(await (await it.login('admin')).get('/queues'), 200);
	problem(await (await it.login('admin')).get('/tasks'), 403);
	invalid(await client.get('/queues?x=1'), '?x');
});

test('a task is made once, and every field is looked at', async () => {
	const client = await it.login('operator');
	const key = randomUUID();
	const body = { queue: 'nurse', phone: PHONE, name: 'Тестова  Анна',
	    note: 'как хранить пробу' };
	const first = await client.post('/tasks', body, { key });
	const again = await client.post('/tasks', body, { key });

	status(first, 201);
	assert.match(first.headers.location, /\/api\/v1\/tasks\/[0-9a-f-]{36}$/);
	assert.equal(again.body.id, first.body.id);
	assert.equal(first.body.name, 'Тестова Анна');
	assert.equal(first.body.phone, PHONE);
	assert.equal(first.body.state, 'waiting');
	assert.equal(first.body.kind, 'call_back');
	assert.deepEqual(first.body.allowed_actions, ['claim', 'cancel']);
	const wrong = await client.post('/tasks', { queue: 'x', phone: '5',
	    kind: 'y', name: 'я'.repeat(201), note: 'я'.repeat(1001),
	    request: 'none' });
	for (const at of ['/queue', '/phone', '/kind', '/name', '/note',
	    '/request'])
		invalid(wrong, at);
	invalid(await client.post('/tasks', {}), '/phone');
	invalid(await client.post('/tasks', {}), '/queue');
	problem(await client.post('/tasks', body, { key: null }), 428);
});

test('a list is masked, its card is not; a request is named', async () => {
	const client = await it.login('operator');
	const { body: request } = await posted(it);
	const { body } = await made(client, { queue: 'physiotherapy',
	    name: 'Тестова Анна', request: request.id });
	const list = status(await client.get(
	    '/tasks?queue=physiotherapy&own=1'), 200);
	const line = list.items.find((t) => t.id === body.id);

	assert.ok(!JSON.stringify(line).includes('555'));
	assert.match(line.phone_masked, /01-77$/);
	assert.equal(line.masked, 'Анна Т.');
	const card = status(await client.get(`/tasks/${body.id}`), 200);
	assert.equal(card.phone, PHONE);
	assert.equal(card.request_number, request.number);
	assert.ok(card.promise.explain);
	invalid(await client.get('/tasks?queue=x'), '?queue');
	invalid(await client.get('/tasks?state=queued'), '?state');
	invalid(await client.get('/tasks?cursor=x'), '?cursor');
	problem(await client.get('/tasks/none'), 404);
});

test('next, attempt, close: one owner from ring to end', async () => {
	const client = await it.login('operator');
	const { body } = await made(client, { queue: 'care_planning' });
	const got = await client.post('/tasks/next', { queue: 'care_planning' });

	status(got, 200);
	assert.equal(got.body.id, body.id);
	status(await client.post('/tasks/next', { queue: 'care_planning' }), 204);
	invalid(await client.post('/tasks/next', { queue: 'x' }), '/queue');
	const task = new Task(client, got);
	invalid(await task.call('close', { token: task.token,
	    outcome: 'unreachable' }), '/outcome');
	await task.must('attempt', { outcome: 'reached', comment: 'да' });
	assert.equal(task.last.promise.colour, 'kept');
	const end = await task.must('close', { outcome: 'solved', note: 'ok' });
	assert.equal(end.state, 'done');
	assert.equal(end.owners, 1);
	assert.deepEqual(end.allowed_actions, []);
	problem(await task.call('close', { token: 1, outcome: 'solved' }), 409,
	    'wrong_state');
	const { items } = status(await client.get(`/tasks/${body.id}/history`),
	    200);
	assert.deepEqual(items.map((e) => e.action),
	    ['create', 'claim', 'attempt', 'close']);
	const done = status(await client.get('/tasks?state=done'), 200).items;
	assert.equal(done[0].id, body.id);
});

test('who comes late learns of it; a stale tab writes nothing', async () => {
	const task = await mine(await it.login('operator'));
	const other = new Task(await it.login('operator2'),
	    await (await it.login('operator2')).get(`/tasks/${task.id}`));

	const late = problem(await other.call('claim'), 409, 'claimed_by_other');
	assert.equal(late.by, 'operator');
	invalid(await other.call('takeover', {}), '/reason');
	status(other.take(await other.call('takeover', { reason: 'обед' })), 200);
	problem(await task.call('release', { token: task.token }), 409,
	    'claimed_by_other');
	problem(await other.call('release', { token: task.token },
	    { etag: other.etag }), 409, 'claim_stale');
	problem(await other.call('release', { token: other.token },
	    { etag: '"1"' }), 412);
	problem(await other.client.post(`/tasks/${other.id}/release`,
	    { token: other.token }), 428);
	status(await other.client.post(`/tasks/${other.id}/heartbeat`,
	    { token: other.token }), 200);
	const back = await other.must('release', { comment: 'не моё' });
	assert.equal(back.returns, 1);
	assert.equal(back.state, 'waiting');
});

test('a claim asked for at once has one winner', async () => {
	const client = await it.login('operator');
	await made(client, { queue: 'post_booking' });
	const all = await Promise.all(Array.from({ length: 20 }, () =>
	    client.post('/tasks/next', { queue: 'post_booking' })));

	assert.equal(all.filter((g) => g.status === 200).length, 1);
	assert.equal(all.filter((g) => g.status === 204).length, 19);
});

test('handed on with a reason, counted, the promise kept', async () => {
	const task = await mine(await it.login('operator'));
	const { deadline_at: deadline } = task.last.promise;
	const bad = await task.call('handover', { token: task.token });

	invalid(bad, '/reason');
	invalid(bad, '/queue');
	const to = status(await task.client.get('/queues/advice/colleagues'),
	    200).items.map((c) => c.login);
	assert.ok(to.includes('operator2') && !to.includes('admin'));
	invalid(await task.call('handover', { token: task.token,
	    reason: 'asked_for', to: 'operator' }), '/to');
	const passed = await task.call('handover', { token: task.token,
	    reason: 'asked_for', to: 'operator2' });
	status(passed, 200);
	assert.equal(passed.body.claim.by, 'operator2');
	assert.equal(passed.body.claim.token, null);
	const second = new Task(await it.login('operator2'),
	    await (await it.login('operator2')).get(`/tasks/${task.id}`));
	const moved = await second.must('handover',
	    { reason: 'needs_specialist', queue: 'nurse', comment: 'анализ' });
	assert.equal(moved.queue, 'nurse');
	assert.equal(moved.handovers, 2);
	assert.equal(moved.promise.deadline_at, deadline);
	problem(await task.client.get('/queues/none/colleagues'), 404);
});

test('cancelled by who made it while it waits', async () => {
	const client = await it.login('operator');
	const task = new Task(client, await made(client));
	const other = await it.login('operator2');

	invalid(await task.call('cancel', {}), '/reason');
	problem(await other.post(`/tasks/${task.id}/cancel`,
	    { reason: 'duplicate' }, { etag: task.etag }), 403);
	const got = await task.call('cancel', { reason: 'called_again' });
	status(got, 200);
	assert.equal(got.body.outcome, 'called_again');
	assert.equal(etag(got), '"2"');
});

test('a claim, a close, a cancel can be taken back by who did it', async () => {
	const task = await mine(await it.login('operator'));
	const undo = async () => task.take(status(await task.call('undo'), 200) &&
	    await task.client.get(`/tasks/${task.id}`)).body;

	assert.equal(task.last.undo.action, 'claim');
	assert.equal((await undo()).state, 'waiting');
	problem(await task.call('undo'), 409, 'undo_over');
	task.take(await task.call('claim'));
	await task.must('close', { outcome: 'solved', note: 'слово' });
	problem(await (await it.login('operator2')).post(`/tasks/${task.id}/undo`,
	    {}, { etag: task.etag }), 403);
	const back = await undo();
	assert.deepEqual([back.state, back.claim.by, back.outcome, back.result,
	    back.first_contact_at, back.undo],
	    ['claimed', 'operator', null, null, null, null]);
	await task.must('cancel', { reason: 'duplicate' });
	assert.equal((await undo()).state, 'claimed');
	const { items } = status(await task.client.get(
	    `/tasks/${task.id}/history`), 200);
	const last = items.at(-1);
	assert.deepEqual([last.action, last.reason, last.from, last.to],
	    ['undo', 'cancel', 'cancelled', 'claimed']);
});

test('a refused caller who wants a call waits in the referrals', async () => {
	const client = await it.login('operator');
	const call = { outcome: 'referred', reason: 'not_done',
	    services: ['E02'], referral: 'r01', follow_up: 'call_back',
	    callback_phone: '8 812 555-01-79' };
	const recorded = await client.post('/calls', call);

	status(recorded, 201);
	assert.ok(!recorded.text.includes('555'));
	const { items } = status(await client.get('/tasks?queue=referrals'), 200);
	const task = items.find((t) => t.phone_masked.endsWith('01-79'));
	assert.equal(task.kind, 'referral');
	assert.match(task.note, /^\S.*→ /);
});

test('an admin says who serves a queue and by which clock', async () => {
	const admin = await it.login('admin');
	const row = await admin.get('/queues/care_planning');
	const change = (body, tag = etag(row)) =>
	    admin.patch('/queues/care_planning', body, { etag: tag });

	assert.deepEqual(status(row, 200).members, []);
	assert.equal(row.body.own_hours, true);
	assert.equal(row.body.saturday, false);
	invalid(await change({ members: ['nobody'] }), '/members');
	invalid(await change({ members: ['operator2', 'operator2'] }),
	    '/members');
	invalid(await change({ takes: 'visit' }), '/takes');
	const got = await change({ members: ['operator2'], target_min: 5,
	    deadline_min: 10, own_hours: false });
	status(got, 200);
	problem(await change({ sort: 1 }), 412);
	const { body } = await made(await it.login('operator'),
	    { queue: 'care_planning' });
	const { target_at: target, out_of_hours: late } = body.promise;
	assert.ok(late || Date.parse(target) - Date.parse(body.created_at)
	    === 5 * 60_000, target);
	const operator = await it.login('operator');
	problem(await operator.post(`/tasks/${body.id}/claim`, {},
	    { etag: '"1"' }), 403);
	status(await operator.post('/tasks/next', { queue: 'care_planning' }),
	    204);
	const [queue] = status(await operator.get('/queues'), 200).items
	    .filter((q) => q.code === 'care_planning');
	assert.equal(queue.serves, false);
	const dispatcher = await it.login('dispatcher');
	problem(await dispatcher.get(`/tasks/${body.id}`), 403);
	assert.ok(!status(await dispatcher.get('/tasks'), 200).items
	    .some((t) => t.id === body.id));
	status(await (await it.login('operator2')).post('/tasks/next',
	    { queue: 'care_planning' }), 200);
	status(await change({ members: [] }, etag(got)), 200);
	problem(await operator.get('/queues/care_planning'), 403);
	invalid(await admin.post('/queues', { code: 'vaccines', name: 'Прививки' }),
	    '');
	status(await admin.post('/queues', { code: 'vaccines', name: 'Прививки',
	    target_min: 30, deadline_min: 60, sort: 70 }), 201);
	status(await made(operator, { queue: 'vaccines' }), 201);
});
