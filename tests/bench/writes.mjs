/**
 * Usage: node tests/bench/writes.mjs [REQUESTS …]       (make bench-writes)
 * What service.mjs cannot say of writes: how a slow disk is shared, how long
 * the log grows under full load, and, over databases of REQUESTS, the tail at
 * half of the full load.  BENCH_S, BENCH_N as there; WAL_S: seconds the log
 * is watched (20).
 */
import fs from 'node:fs';
import path from 'node:path';
import { tempVar } from '../http/harness.mjs';
import { writeCases } from './cases-write.mjs';
import { headersOf, measure, median, plainLoop, RELEASE, ROUNDS, startService,
    targetOf } from './rig.mjs';

const SIZES = process.argv.length > 2 ? process.argv.slice(2) : ['10000'];
const WAL_S = Number(process.env.WAL_S ?? 20);
const SLOW = { LD_PRELOAD: path.join(RELEASE, 'tests/bench/slow_sync.so'),
    SLOW_SYNC_MS: '5' };
const REGISTRATION = 'registration × 64';

/** withService(size, env, act): act(the case of that name, its target). */
async function withService(size, env, act) {
	const inst = await startService(size, env);
	const dir = tempVar();

	try {
		const cases = writeCases({ inst,
		    operator: await headersOf(inst, 'operator'),
		    dispatcher: await headersOf(inst, 'dispatcher') });
		return await act((name) => cases.find((c) => c.name === name),
		    { ...targetOf(inst, dir), wal: `${inst.db}-wal` });
	} finally {
		await inst.stop();
		fs.rmSync(dir, { recursive: true, force: true });
	}
}

async function slowDisk() {
	const dir = tempVar();
	const loop = [], service = [];

	await withService(SIZES[0], SLOW, async (find, target) => {
		for (let i = 0; i < ROUNDS; i++) {
			loop.push(plainLoop(dir, SLOW));
			service.push((await measure(target,
			    find(REGISTRATION).load, 64)).rate);
		}
	});
	fs.rmSync(dir, { recursive: true, force: true });
	console.log(`${REGISTRATION}, 5 ms more a sync: ${
	    (median(service) / median(loop)).toFixed(1)} × the loop`);
}

const log = (size) => withService(size, {}, async (find, target) => {
	let most = 0;
	const watch = setInterval(() => {
		most = Math.max(most, fs.statSync(target.wal).size);
	}, 50);

	await measure(target, find(REGISTRATION).load, 64, WAL_S);
	clearInterval(watch);
	console.log(`${size} stored: log after ${WAL_S} s of full load at most ${
	    (most / 2 ** 20).toFixed(0)} MB`);
});

/* The rate is fixed by the first size: the others are asked the same. */
const full = {};

const half = (size) => withService(size, {}, async (find, target) => {
	for (const name of [REGISTRATION, 'claim × 64']) {
		const { load, connections } = find(name);

		full[name] ??= (await measure(target, load, connections)).rate;
		const got = [];
		for (let i = 0; i < ROUNDS; i++)
			got.push(await measure(target, { ...load,
			    delay_ms: connections * 2000 / full[name] },
			connections));
		const of = (k) => median(got.map((g) => g[k]));
		console.log(`${size} stored: ${name} at half load: ${
		    of('rate').toFixed(0)}/s, p99 ${
		    (of('p99') / 1000).toFixed(2)} ms, writer ${
		    of('writer_us').toFixed(0)} µs`);
	}
});

await slowDisk();
for (const size of SIZES) {
	await log(size);
	await half(size);
}
