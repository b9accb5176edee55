/** kill -9: nothing acknowledged is lost, nobody waiting is turned away. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { status } from './checks.mjs';
import { service, sleep } from './harness.mjs';
import { registration } from './samples.mjs';

const ROUNDS = 3;
const CLIENTS = 6;

const it = service();

async function board() {
	const dispatcher = await it.login('dispatcher');
	const found = new Map();

	for (let cursor = ''; ;) {
		const page = status(await dispatcher.get(
		    `/requests?limit=200${cursor}`), 200);
		for (const item of page.items) {
			assert.ok(!found.has(item.id), 'listed once');
			found.set(item.id, item);
		}
		if (page.next === null)
			return found;
		cursor = `&cursor=${encodeURIComponent(page.next)}`;
	}
}

test('what was acknowledged is there after kill -9', async () => {
	const operator = await it.login('operator');

	for (let round = 0; round < ROUNDS; round++) {
		const key = randomUUID();
		const body = registration();
		const got = await operator.post('/requests', body, { key });
		const old = it.kill9();
		const made = status(got, 201);
		await it.restarted(old);
		const read = status(await operator.get(
		    `/requests/${made.id}`), 200);
		assert.equal(read.number, made.number);
		assert.equal(read.version, 1);
		const again = await operator.post('/requests', body, { key });
		assert.equal(status(again, 201).id, made.id);
		assert.equal(again.headers['idempotent-replayed'], 'true');
	}
});

test('calls during kill -9 are answered all the same', async (t) => {
	const operator = await it.login('operator');
	const acknowledged = [];
	const failed = [];
	let worst = 0;
	let going = true;
	const work = async () => {
		while (going) {
			const began = Date.now();
			try {
				const got = await operator.post('/requests',
				    registration());
				if (got.status === 201)
					acknowledged.push(got.body);
				else
					failed.push(`${got.status} ${got.text}`);
			} catch (e) {
				failed.push(e.message);
			}
			worst = Math.max(worst, Date.now() - began);
		}
	};
	const clients = Array.from({ length: CLIENTS }, work);

	try {
		for (let round = 0; round < ROUNDS; round++) {
			await sleep(300);
			await it.restarted(it.kill9());
		}
		await sleep(200);
	} finally {
		going = false;
		await Promise.all(clients);
	}
	t.diagnostic(`${acknowledged.length} posted over ${ROUNDS} kills, ` +
	    `${failed.length} failed, worst ${worst} ms`);
	const found = await board();
	for (const r of acknowledged)
		assert.equal(found.get(r.id)?.number, r.number);
	assert.equal(new Set([...found.values()].map((r) => r.number)).size,
	    found.size, 'numbers are unique');
	assert.ok(acknowledged.length >= CLIENTS);
	assert.deepEqual(failed, []);
});

test('a session outlives the restart', async () => {
	const operator = await it.login('operator');

	await it.restarted(it.kill9());
	status(await operator.get('/session'), 200);
});
