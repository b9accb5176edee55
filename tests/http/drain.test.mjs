/** SIGTERM: who was heard is answered. */
import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { status } from './checks.mjs';
import { Instance, sleep } from './harness.mjs';
import { registration } from './samples.mjs';

const it = new Instance();
let stopped = false;

before(() => it.launch());
after(() => stopped || it.stop());

/** load(client, n): n callers, half reading, half posting. */
function load(client, n) {
	const run = { going: true, posted: [], failed: [], refused: 0 };
	const one = async (i) => {
		while (run.going)
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
				/* Nobody listens any more: nothing was heard. */
				if (e.code === 'ECONNREFUSED')
					run.refused++;
				else
					run.failed.push(e.message);
				await sleep(10);
			}
	};

	run.done = Promise.all(Array.from({ length: n }, (_, i) => one(i)));
	return run;
}

test('a restart of homevisitd under load fails no call', async (t) => {
	const client = await it.login('operator');
	const run = load(client, 6);

	for (let round = 0; round < 3; round++) {
		const old = it.pid;
		await sleep(200);
		process.kill(old, 'SIGTERM');
		await it.restarted(old);
	}
	await sleep(100);
	run.going = false;
	await run.done;
	t.diagnostic(`${run.posted.length} posted, ${run.failed.length} failed`);
	assert.deepEqual(run.failed, []);
	assert.equal(run.refused, 0);
	assert.ok(run.posted.length > 0);
});

test('stopping the whole service fails no call it has heard',
    async () => {
	const operator = await it.login('operator');
	await it.login('dispatcher');
	const run = load(operator, 6);

	await sleep(300);
	stopped = true;
	const how = await it.stop({ remove: false });
	run.going = false;
	await run.done;
	assert.equal(how.code, 0);
	assert.ok(how.ms < 6000, `${how.ms} ms`);
	assert.deepEqual(run.failed, []);

	stopped = false;
	await it.launch();
	const dispatcher = await it.login('dispatcher');
	const lost = [];
	for (const r of run.posted) {
		const got = await dispatcher.get(`/requests/${r.id}`);
		if (got.status !== 200 || got.body.number !== r.number)
			lost.push(r.number);
	}
	assert.deepEqual(lost, []);
	status(await operator.get('/session'), 200);
});
