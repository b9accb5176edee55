/** A full disk: writes wait, reads go on, nothing has to be restarted. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { problem, status } from './checks.mjs';
import { Instance, sleep, tempVar } from './harness.mjs';
import { registration } from './samples.mjs';
import { fill, mount, unmount } from './small_disk.mjs';

const SIZE = '24m';

test('a full disk', async (t) => {
	const dir = tempVar();
	if (!mount(dir, SIZE)) {
		fs.rmdirSync(dir);
		t.skip('a full disk needs root and the right to mount a tmpfs');
		return;
	}
	const it = new Instance({ var_dir: dir });
	const ballast = path.join(dir, 'ballast');
	try {
		await it.launch();
		await scenario(it, ballast);
		await it.stop({ remove: false });
	} finally {
		if (it.child?.exitCode === null)
			await it.stop({ remove: false }).catch(() => {});
		unmount(dir);
	}
});

async function scenario(it, ballast) {
	const operator = await it.login('operator');
	const post = () => operator.post('/requests', registration());
	const made = [status(await post(), 201)];

	fill(ballast);
	let got;
	for (let i = 0; i < 500; i++) {
		got = await post();
		if (got.status !== 201)
			break;
		made.push(got.body);
	}
	problem(got, 503, 'storage_unavailable');

	for (let i = 0; i < 5; i++)
		problem(await post(), 503);
	status(await operator.get(`/requests/${made[0].id}`), 200);
	status(await operator.get('/requests'), 200);
	status(await operator.get('/quote?zone=green&performers=doctor'), 200);
	status(await it.send({ path: '/healthz' }), 200);
	const pid = it.pid;

	fs.rmSync(ballast);
	const freed = Date.now();
	for (;;) {
		got = await post();
		if (got.status === 201)
			break;
		assert.ok(Date.now() - freed < 2000,
		    `still ${got.status} 2 s after: ${got.text}`);
		await sleep(50);
	}
	made.push(got.body);
	assert.equal(it.pid, pid, 'not restarted');
	for (const r of made)
		assert.equal(status(await operator.get(`/requests/${r.id}`),
		    200).number, r.number);
	status(await it.send({ path: '/readyz' }), 200);
}
