/** SIGTERM: who was heard is answered. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { Instance, sleep } from './harness.mjs';
import { registration } from './samples.mjs';

const it = new Instance();
let stopped = false;

before(() => it.launch());
after(() => stopped || it.stop());

const UNHEARD = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'];
/* A call just begun may still lie unread in a socket that closes. */
const UNREAD_MS = 10;

/** load(client, n): n callers, half reading, half posting. */
function load(client, n) {
	const run = { going: true, posted: [], failed: [], unheard: 0,
	    deaf_from: Infinity };
	const one = async (i) => {
		while (run.going) {
			const began = Date.now();
			try {
				const got = i % 2
				    ? await client.get('/requests?limit=5')
				    : await client.post('/requests',
					registration());
				if (got.status === 201)
					run.posted.push(got.body);
				else if (got.status !== 200)
					run.failed.push(
					    `${got.status} ${got.text}`);
			} catch (e) {
				/* Begun when nobody listened any more. */
				if (began >= run.deaf_from &&
				    UNHEARD.includes(e.code))
					run.unheard++;
				else
					run.failed.push(`${e.code} ${e.message}`);
				await sleep(10);
			}
		}
	};

	run.done = Promise.all(Array.from({ length: n }, (_, i) => one(i)));
	return run;
}

test('a restart of homevisitd under load fails no call', async (t) => {
	const client = await it.login('operator');
	const run = load(client, 6);

	try {
		for (let round = 0; round < 3; round++) {
			const old = it.pid;
			await sleep(200);
			process.kill(old, 'SIGTERM');
			await it.restarted(old);
		}
		await sleep(100);
	} finally {
		run.going = false;
		await run.done;
	}
	t.diagnostic(`${run.posted.length} posted, ${run.failed.length} failed`);
	assert.deepEqual(run.failed, []);
	assert.ok(run.posted.length > 0);
});

test('stopping the whole service fails no call it has heard',
    async () => {
	const operator = await it.login('operator');
	const run = load(operator, 6);

	await sleep(300);
	/* A password takes a while to check: these two are on their way. */
	const logins = [it.newSession('operator'), it.newSession('admin')];
	await sleep(30);
	stopped = true;
	run.deaf_from = Date.now() - UNREAD_MS;
	const how = await it.stop({ remove: false }).finally(() => {
		run.going = false;
	});
	await run.done;
	await Promise.all(logins);
	assert.equal(how.code, 0);
	assert.ok(how.ms < 6000, `${how.ms} ms`);
	assert.deepEqual(run.failed, []);

	stopped = false;
	await it.launch();
	const dispatcher = await it.newSession('dispatcher');
	const lost = [];
	for (const r of run.posted) {
		const got = await dispatcher.get(`/requests/${r.id}`);
		if (got.status !== 200 || got.body.number !== r.number)
			lost.push(r.number);
	}
	assert.deepEqual(lost, []);
});
