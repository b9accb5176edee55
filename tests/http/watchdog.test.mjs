/** A process that hangs: its supervisor ends it, its callers are answered. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { status } from './checks.mjs';
import { service, until } from './harness.mjs';
import { registration } from './samples.mjs';

const it = service();

test('no sign of life: another process answers who waits', async () => {
	const operator = await it.login('operator');
	const old = it.pid;

	// All workers are there: before, it may take its time.
	await until(() => /"event":"started"/.test(it.logs()), 10_000, 'start');
	process.kill(old, 'SIGSTOP');
	const made = status(await operator.post('/requests',
	    registration()), 201);
	await it.restarted(old);
	assert.equal(status(await operator.get(`/requests/${made.id}`), 200)
	    .number, made.number);
	assert.match(it.logs(), /no sign of life for \d+ ms; killing it/);
});
