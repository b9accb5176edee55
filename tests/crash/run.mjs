/**
 * Usage: node tests/crash/run.mjs           (make crash)
 * Every rig, one after the other: what was done to the service, what came of
 * it, and what its control found.  CRASH_S: seconds under load of the first
 * rig, the others take a fraction; CRASH_ROUNDS: kills, and as many of the
 * other rounds as go with them; CRASH_TIMES: of the power and the disk;
 * CRASH_SEED; CRASH_ONLY: rigs whose name has that.  The table is kept in
 * build/report/crash.txt.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { TOP } from '../http/harness.mjs';
import * as answer from './rig_answer.mjs';
import { failing, power } from './rig_disk.mjs';
import * as fiu from './rig_fiu.mjs';
import * as load from './rig_load.mjs';
import { ended, full, killed } from './rig_rounds.mjs';
import * as second from './rig_second.mjs';

const SECONDS = Number(process.env.CRASH_S ?? 120);
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 30);
const TIMES = Number(process.env.CRASH_TIMES ?? 3);
const SEED = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000);
const ONLY = process.env.CRASH_ONLY ?? '';
const REPORT = path.join(TOP, 'build/report/crash.txt');

const PART = Math.max(5, Math.round(SECONDS / 8));
const RIGS = [
	[load, { seconds: SECONDS, seed: SEED }],
	[killed, { rounds: ROUNDS }],
	[ended, { rounds: ROUNDS }],
	[full, { rounds: ROUNDS }],
	[second, { seconds: PART }],
	[answer, { seconds: PART }],
	[fiu, { seconds: PART }],
	[power, { times: TIMES }],
	[failing, { times: TIMES }],
];

async function one(rig, options) {
	const began = Date.now();
	const why = rig.missing();

	if (why !== null)
		return { verdict: 'skipped', figures: why, control: '' };
	try {
		const got = await rig.run(options);
		return { ...got, verdict: got.ok && got.found ? 'ok' : 'FAILED',
		    seconds: Math.round((Date.now() - began) / 1000) };
	} catch (error) {
		return { verdict: 'FAILED', figures: 'broke off', control: '',
		    why: error.stack };
	}
}

const lines = [`make crash, ${new Date().toISOString().slice(0, 16)}Z, ` +
    `${os.cpus().length} cores, load ${os.loadavg()[0].toFixed(1)}`];
const say = (text) => {
	lines.push(text);
	console.log(text);
};
let failed = 0;

for (const [rig, options] of RIGS.filter(([r]) => r.name.includes(ONLY))) {
	const got = await one(rig, options);

	failed += got.verdict === 'FAILED';
	say(`${got.verdict.padEnd(8)}${rig.name.padEnd(24)}` +
	    `${got.seconds ?? 0} s`.padStart(6));
	say(`        ${got.figures}`);
	if (got.control)
		say(`        control: ${got.control}`);
	if (got.why)
		say(got.why.replace(/^/gm, '        '));
}
fs.mkdirSync(path.dirname(REPORT), { recursive: true });
fs.writeFileSync(REPORT, `${lines.join('\n')}\n`);
process.exit(failed === 0 ? 0 : 1);
