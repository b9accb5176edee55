/** Live events: who hears what, in which order, and how it ends. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { DAY_MS, clinicDate, etag, problem, secure, status } from './checks.mjs';
import { Held, claimed, posted } from './dispatch.mjs';
import { open as openFcgi, message } from './fcgi.mjs';
import { API, Instance, service, until } from './harness.mjs';
import { Listener } from './listener.mjs';
import { registration } from './samples.mjs';

const HEARTBEAT_MS = 300;
const STREAMS = 1000;
const MANY = 200;

const it = service({
	users: [{ login: 'operator2', role: 'operator' }],
	env: { HOMEVISITD: `--heartbeat ${HEARTBEAT_MS} --patience 500 ` +
	    `--streams ${STREAMS}` },
});

/** listen(t, login, options): closed at the end of the test. */
async function listen(t, login, options) {
	const listener = await Listener.listen(await it.login(login), options);

	t.after(() => listener.close());
	if (listener.status === 200)
		await listener.ready();
	return listener;
}

/** figure(name): of /metrics. */
async function figure(name) {
	const { text } = await it.fcgi({ path: '/metrics' });

	return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)[1]);
}

test('it is a stream of events, not stored and not buffered', async (t) => {
	const heard = await listen(t, 'dispatcher');

	assert.equal(heard.status, 200);
	assert.equal(heard.headers['content-type'], 'text/event-stream');
	assert.equal(heard.headers['content-encoding'], undefined);
	secure({ headers: heard.headers });
	assert.match(heard.blocks[0].retry, /^\d{4}$/);
	assert.match(heard.blocks[0].id, /^\d+$/);
	const past = await it.fcgi({ method: 'HEAD', path: `${API}/events`,
	    headers: { Cookie: [...(await it.login('admin')).cookies]
		.map(([k, v]) => `${k}=${v}`).join('; ') } });
	assert.equal(past.headers['x-accel-buffering'], 'no');
});

test('every commit is told in order, with nothing of a person', async (t) => {
	const heard = await listen(t, 'dispatcher');
	const held = await claimed(it);
	await held.must('release', { reason: 'перерыв' });
	await heard.heard(held.id, 'queued');
	await heard.until(() => heard.events().length >= 3, 'three');
	const mine = heard.events().filter((e) => e.data.id === held.id);

	assert.deepEqual(mine.map((e) => e.data), [
		{ id: held.id, version: 1, state: 'queued' },
		{ id: held.id, version: 2, state: 'claimed' },
		{ id: held.id, version: 3, state: 'queued' },
	]);
	const ids = heard.events().map((e) => BigInt(e.id));
	for (const [i, id] of ids.entries())
		assert.equal(id, ids[0] + BigInt(i));
});

test('an operator hears of own requests only', async (t) => {
	const [own, other, admin] = [await listen(t, 'operator'),
	    await listen(t, 'operator2'), await listen(t, 'admin')];
	const got = await posted(it);

	await own.heard(got.body.id);
	await admin.heard(got.body.id);
	const theirs = status(await (await it.login('operator2'))
	    .post('/requests', registration()), 201);
	await other.heard(theirs.id);
	assert.equal(other.events().length, 1);
	assert.ok(own.events().every((e) => e.data.id !== theirs.id));
});

test('a published price is told to everybody', async (t) => {
	const heard = await listen(t, 'operator');
	const admin = await it.login('admin');
	const day = new Date(Date.now() + 40 * 86_400_000).toISOString();

	status(await admin.post('/tariffs', { zone: 'green',
	    performer: 'doctor', price: { amount: 410000, currency: 'RUB' },
	    valid_from: day.slice(0, 10), reason: 'проверка' }), 201);
	const [event] = await heard.until(() =>
	    heard.events('rulebook').length && heard.events('rulebook'),
	    'rulebook');
	assert.ok(event.data.version > 0);
});

test('a shift that is added, changed or removed is told', async (t) => {
	const heard = await listen(t, 'dispatcher');
	const admin = await it.login('admin');
	const path = '/medics/m02/shifts';
	const made = await admin.post(path, { kind: 'work',
	    date: clinicDate(Date.now() + 9 * DAY_MS), start_min: 480,
	    end_min: 720 });
	const { id } = status(made, 201);

	status(await admin.patch(`/shifts/${id}`, { end_min: 780 },
	    { etag: etag(made) }), 200);
	status(await admin.delete(`/shifts/${id}`, { etag: '"2"' }), 204);
	const told = await heard.until(() => heard.events('shift').length === 3 &&
	    heard.events('shift'), 'three');
	assert.deepEqual(told.map((e) => e.data), [{ id, version: 1 },
	    { id, version: 2 }, { id, version: 2 }]);
});

test('who comes back hears what was missed, once', async (t) => {
	const first = await listen(t, 'dispatcher');
	const one = await posted(it);
	await first.heard(one.body.id);
	first.close();
	const two = await posted(it);
	const three = await posted(it);
	const again = await listen(t, 'dispatcher', { lastId: first.lastId });

	await again.heard(three.body.id);
	assert.deepEqual(again.events().map((e) => e.data.id),
	    [two.body.id, three.body.id]);
	assert.equal(again.events('reset').length, 0);
});

test('a number nobody knows means: read all anew', async (t) => {
	for (const lastId of ['1', '999999999999999', 'x', '']) {
		const heard = await listen(t, 'dispatcher', { lastId });
		await heard.until(() => heard.events('reset').length === 1,
		    `reset after ${lastId}`);
		const { body: { id } } = await posted(it);
		await heard.heard(id);
		heard.close();
	}
});

test('a sign of life, with the number to come back with', async (t) => {
	const heard = await listen(t, 'operator2');
	const { body: { id } } = await posted(it); /* not theirs */
	const seen = () => heard.blocks.filter((b) => b.comment !== undefined);
	const before = heard.lastId;

	await heard.until(() => BigInt(heard.lastId) > BigInt(before),
	    'a later number');
	const n = seen().length;
	await heard.until(() => seen().length >= n + 2, 'two more');
	assert.ok(heard.events().every((e) => e.data.id !== id));
});

test('without a session, and with a wrong parameter, it is refused', async () => {
	problem(await it.anonymous().get('/events'), 401, 'unauthenticated');
	const client = await it.login('dispatcher');
	problem(await client.get('/events?from=1'), 422, 'invalid_fields');
	problem(await client.post('/events'), 405, 'method_not_allowed');
});

test('it ends with its session, and keeps none alive', async (t) => {
	const client = await it.newSession('dispatcher');
	const heard = await Listener.listen(client);
	t.after(() => heard.close());

	await heard.ready();
	status(await client.delete('/session'), 204);
	await heard.until(() => heard.ended, 'the end');
	problem(await client.get('/events'), 401);
});

/** memory(): of the service, in KB. */
const memory = () => Number(/^VmRSS:\s+(\d+) kB$/m.exec(
    fs.readFileSync(`/proc/${it.pid}/status`, 'utf8'))[1]);

/* Opened some at a time: the socket has a queue of its own. */
async function house(client, size) {
	const all = [];

	while (all.length < size)
		all.push(...await Promise.all(Array.from(
		    { length: Math.min(100, size - all.length) },
		    () => Listener.listen(client))));
	return all;
}

test(`${STREAMS} listen, who comes then is told when to come back`,
    async (t) => {
	const client = await it.login('dispatcher');
	const open = await figure('homevisit_event_streams');
	const before = memory();
	const all = await house(client, STREAMS - open);
	t.after(() => all.forEach((l) => l.close()));

	assert.ok(all.every((l) => l.status === 200));
	await Promise.all(all.map((l) => l.ready()));
	t.diagnostic(`${all.length} streams: ` +
	    `${((memory() - before) / all.length).toFixed(1)} KB each`);
	/* Streams hold no worker: there are fewer of those. */
	const [{ body: { id } }] = await Promise.all([posted(it),
	    ...[1, 2, 3].map(async () =>
		status(await client.get('/requests'), 200))]);
	await Promise.all(all.map((l) => l.heard(id)));
	for (let beyond = 0; beyond < 3; beyond++)
		problem(await client.get('/events'), 503, 'overloaded');
	assert.ok(await figure('homevisit_event_streams_refused_total') >= 3);
	all.pop().close();
	await until(async () => {
		const next = await Listener.listen(client);
		all.push(next);
		return next.status === 200;
	}, 5000, 'a place');
	all.forEach((l) => l.close());
	await until(async () => await figure('homevisit_event_streams') === 0,
	    5000, 'all streams closed');
});

test('a reader that does not read is dropped, others hear all', async (t) => {
	const client = await it.login('dispatcher');
	const conn = await openFcgi(it.socket);
	t.after(() => conn.close());
	await conn.write(message({ path: `${API}/events`, headers: {
	    Cookie: [...client.cookies].map(([k, v]) => `${k}=${v}`).join('; '),
	} }));
	conn.socket.pause();
	const others = [await listen(t, 'dispatcher'), await listen(t, 'admin')];
	const held = new Held(client, await posted(it));
	const dropped = () => figure('homevisit_event_streams_dropped_total');
	let version = 1;

	for (let n = 0; await dropped() === 0; n++) {
		assert.ok(n < 60, 'never dropped');
		await Promise.all(Array.from({ length: 20 }, (_, i) =>
		    client.post(`/requests/${held.id}/note`,
			{ text: `${n} ${i}` })));
		/* The one thread does not wait for who does not read. */
		version += 20;
		await Promise.all(others.map((l) => l.until(() => l.events()
		    .some((e) => e.data.version === version), version)));
	}
	for (const { blocks } of others)
		assert.equal(blocks.filter((b) => b.event === 'reset').length, 0);
	assert.equal(await figure('homevisit_event_streams'), others.length);
});

test(`${MANY} listeners hear of a commit`, async (t) => {
	const client = await it.login('dispatcher');
	const operator = await it.login('operator');
	const all = await Promise.all(Array.from({ length: MANY },
	    () => Listener.listen(client)));
	t.after(() => all.forEach((l) => l.close()));
	const took = [];
	const plain = []; /* how long anything takes on this machine now */

	await Promise.all(all.map((l) => l.ready()));
	for (let n = 0; n < 20; n++) {
		const { id } = status(await operator.post('/requests',
		    registration()), 201);
		const committed = performance.now();
		const heard = await Promise.all(all.map((l) => l.heard(id)));
		took.push(...heard.map((e) => e.at - committed));
		const asked = performance.now();
		status(await it.send({ path: '/healthz' }), 200);
		plain.push(performance.now() - asked);
	}
	const at = (list, q) => list.sort((a, b) => a - b)[
	    Math.floor(q * (list.length - 1))].toFixed(1);
	t.diagnostic(`from the 201 to all ${MANY}: median ${at(took, 0.5)} ms, ` +
	    `p99 ${at(took, 0.99)} ms; a bare GET beside it: ` +
	    `median ${at(plain, 0.5)} ms, worst ${at(plain, 1)} ms`);
});

test('a crash is a pause: clients come back and read all anew', async (t) => {
	const heard = await listen(t, 'dispatcher');
	const old = it.kill9();

	await heard.until(() => heard.ended, 'the end');
	await it.restarted(old);
	const again = await listen(t, 'dispatcher', { lastId: heard.lastId });
	await again.until(() => again.events('reset').length === 1, 'reset');
});

test('the service ends with listeners as without', async (t) => {
	const other = new Instance();

	t.after(() => other.stop().catch(() => {})); /* if not ended below */
	await other.launch();
	const client = await other.login('dispatcher');
	const heard = await Promise.all([0, 1].map(() =>
	    Listener.listen(client)));
	await Promise.all(heard.map((l) => l.ready()));
	const old = other.pid;
	process.kill(old, 'SIGTERM');
	await Promise.all(heard.map((l) => l.until(() => l.ended, 'the end')));
	await other.restarted(old);
	const again = await Listener.listen(client);
	await again.ready();
	const how = await other.stop();
	assert.equal(how.code, 0);
	assert.ok(how.ms < 5000, `${how.ms} ms`);
	await again.until(() => again.ended, 'the end');
});
