/**
 * Usage: node tests/bench/service.mjs [REQUESTS]        (make bench)
 * The whole service before real nginx, against the limits it is compared with:
 * nginx alone, a FastCGI responder that does nothing, plain SQLite commits.
 * All in the same run, in turn, several rounds: ratios of medians.  REQUESTS
 * are in the database before (10000).  BENCH_S: seconds a case (3), BENCH_N:
 * rounds (3), BENCH: only cases whose name has this in it ("moments": memory,
 * starts, prices and logins beside a load).
 * The table goes to build/report/bench-REQUESTS.txt as well, and says what
 * moved since the last one of each case.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { sleep, tempVar, TOP } from '../http/harness.mjs';
import { readCases } from './cases-read.mjs';
import { writeCases } from './cases-write.mjs';
import { moments } from './moments.mjs';
import { headersOf, measure, median, plainLoop, ROUNDS, SECONDS, startLimits,
    startService, targetOf } from './rig.mjs';

const SIZE = Number(process.argv[2] ?? 10_000);
const ONLY = process.env.BENCH ?? '';
const REPORT = path.join(TOP, 'build/report');

/** Every case: what is sent, by whom, and the limit it is compared with. */
const casesOf = async (who) =>
    [...await readCases(who), ...writeCases(who)];

const NAMES = ['rate', 'p50', 'p99', 'max', 'nginx_us', 'service_us',
    'writer_us'];

/** Rounds in turn, so that a busy minute hurts all of them. */
async function rounds(inst, limits, cases) {
	const dir = tempVar();
	const target = targetOf(inst, dir);
	const bare = { base: limits.base, dir, pids: () => limits.pids };
	const all = [
		...['static', 'null'].map((name) => ({ name, target: bare,
		    connections: 32, load: { paths: [`/${name}`], headers: {} } })),
		...cases.filter((c) => c.name.includes(ONLY))
		    .map((c) => ({ ...c, target })),
	];
	const loop = [];
	for (let round = 0; round < ROUNDS; round++) {
		loop.push(plainLoop(dir));
		for (const one of all) {
			const load = { ...one.load, ...await one.fresh?.() };
			(one.got ??= []).push(await measure(one.target, load,
			    one.connections));
			await sleep(200);
		}
	}
	fs.rmSync(dir, { recursive: true, force: true });
	const result = all.map(({ name, limit, got }) => ({ name, limit,
	    ...Object.fromEntries(NAMES.map((k) =>
		[k, median(got.map((g) => g[k]))])),
	    spread: (Math.max(...got.map((g) => g.rate)) -
		Math.min(...got.map((g) => g.rate))) /
		median(got.map((g) => g.rate)),
	    other: got.reduce((n, g) => n + g.other + g.errors, 0) }));
	return { loop: median(loop), result };
}

function table({ loop, result }, last) {
	const limits = { loop, null: result.find((r) => r.name === 'null').rate };
	const lines = [`${SIZE} requests stored, ${ROUNDS} rounds of ${SECONDS} s; ${
	    new Date().toISOString().slice(0, 10)}, ${
	    execFileSync('nproc').toString().trim()} cores`,
	`plain loop: one row, one commit: ${loop.toFixed(0)}/s`, '',
	['case'.padEnd(20), 'ratio', 'of', '  rate/s', ' p50 ms', ' p99 ms',
	    ' max ms', 'nginx µs', 'service µs', 'writer µs', 'spread', 'not 2xx', ' moved']
	    .join('  ')];

	for (const r of result) {
		const ratio = r.limit ? r.rate / limits[r.limit] : NaN;
		const was = last?.[r.name];
		r.ratio = ratio;
		lines.push([r.name.padEnd(20),
		    (r.limit ? ratio.toFixed(2) : '').padStart(5),
		    (r.limit ?? '').padStart(2), r.rate.toFixed(0).padStart(8),
		    ...[r.p50, r.p99, r.max].map((v) =>
			(v / 1000).toFixed(2).padStart(7)),
		    r.nginx_us.toFixed(0).padStart(8),
		    r.service_us.toFixed(0).padStart(10),
		    r.writer_us.toFixed(0).padStart(9),
		    `${(r.spread * 100).toFixed(0)} %`.padStart(6),
		    String(r.other).padStart(7),
		    was && r.limit ? `${((ratio / was - 1) * 100).toFixed(0)} %`
			.padStart(6) : ''].join('  '));
	}
	return lines.join('\n');
}

/** What is measured by itself, after all rates. */
async function alone(inst, cases) {
	const dir = tempVar();

	try {
		return await moments(targetOf(inst, dir), inst, cases);
	} finally {
		fs.rmSync(dir, { recursive: true, force: true });
	}
}

const inst = await startService(SIZE);
const limits = await startLimits();
try {
	const kept = path.join(REPORT, `bench-${SIZE}.json`);
	const last = fs.existsSync(kept)
	    ? JSON.parse(fs.readFileSync(kept, 'utf8')) : null;
	const cases = await casesOf({ inst,
	    operator: await headersOf(inst, 'operator'),
	    dispatcher: await headersOf(inst, 'dispatcher') });
	const got = await rounds(inst, limits, cases);
	const rest = 'moments'.includes(ONLY) ? await alone(inst, cases) : [];
	const text = [table(got, last), '', ...rest].join('\n');

	console.log(text);
	fs.mkdirSync(REPORT, { recursive: true });
	fs.writeFileSync(path.join(REPORT, `bench-${SIZE}.txt`), `${text}\n`);
	fs.writeFileSync(kept, JSON.stringify({ ...last, ...Object.fromEntries(
	    got.result.map((r) => [r.name, r.ratio])) }));
} finally {
	limits.stop();
	await inst.stop();
}
