/**
 * Many clients at random while everything happens to the service: what they
 * were told is judged afterwards (tests/history).
 */
import fs from 'node:fs';
import path from 'node:path';
import { check } from '../history/checker.mjs';
import { Faults } from '../history/faults.mjs';
import { Run, dice } from '../history/run.mjs';
import { Instance, homevisit, sleep, tempVar, until }
    from '../http/harness.mjs';
import { Wall } from '../http/preload.mjs';
import { fill, mount, unmount } from '../http/small_disk.mjs';
import { Front } from './front.mjs';
import { second } from './rig_second.mjs';

export const name = 'all at once';
export const missing = () => null;

const CLIENTS = 64;
const REQUESTS = 300;
/* In MiB: small enough to be filled, with room for all the load leaves. */
const DISK = 192, DISK_A_SECOND = 8;
const FULL_MS = 700;
const AHEAD_MS = [2 * 3_600_000, -2 * 3_600_000];
const STAYS_MS = 500;
const PORT = 18_000;

const operators = ['history1', 'history2'];
const dispatchers = Array.from({ length: 6 }, (_, i) => `history${i + 3}`);

const ready = (it) => until(() => it.send({ path: '/readyz' })
    .then((got) => got.status === 200, () => false), 15_000, 'ready again');

async function full(it) {
	const ballast = path.join(it.var, 'ballast');

	fill(ballast);
	await sleep(FULL_MS);
	fs.rmSync(ballast);
	await ready(it);
}

async function jump(wall, random) {
	wall.set(AHEAD_MS[Math.floor(random() * AHEAD_MS.length)]);
	await sleep(STAYS_MS);
	wall.set(0);
}

/* What is there of it on this machine, beside what faults.mjs has. */
function kinds({ front, wall, small, random, count }) {
	return {
		'nginx reload': async () => {
			front.reload();
			await sleep(100);
		},
		'nginx restart': () => front.restart(),
		'second process': async (it) => {
			count.ran += !await second(it.db,
			    path.join(it.var, 'second.sock'));
		},
		...small && { 'disk full': full },
		...wall && { 'clock set': () => jump(wall, random) },
	};
}

async function recorded(it, parts, { seconds, seed }) {
	const run = new Run({ it, operators, dispatchers, clients: CLIENTS,
	    requests: REQUESTS, seed });
	let faults;

	await run.go(Infinity, () => {
		faults = new Faults(it, dice(seed + 1), kinds(parts));
		setTimeout(() => { run.left = 0; }, seconds * 1000);
	});
	await faults.stop();
	faults.mark(run.calls);
	await ready(it);
	const told = { calls: run.calls, stories: await run.stories(),
	    trail: await run.trail(), margin: await run.margin() };
	const sound = await homevisit(['--db', it.db, 'check']);
	return { told, faults: faults.count, sound: sound.code === 0 };
}

/* A record with a request missing, and one with an entry twice. */
function doctored(told) {
	const less = { ...told, stories: told.stories.slice(1) };
	const more = { ...told, trail: [...told.trail,
	    told.trail.find((row) => row.action === 'request.post')] };

	return [less, more].filter((record) => check(record).length > 0).length;
}

export async function run({ seconds, seed }) {
	const dir = tempVar();
	const small = mount(dir, `${DISK + Math.round(seconds * DISK_A_SECOND)}m`);
	const wall = Wall.installed ? new Wall(dir) : undefined;
	const users = [...operators.map((login) => ({ login, role: 'operator' })),
	    ...dispatchers.map((login) => ({ login, role: 'dispatcher' }))];
	const it = new Instance({ var_dir: dir, users,
	    env: wall && { BIN: wall.bin } });
	const count = { ran: 0 };
	let front;

	try {
		await it.launch();
		front = await Front.start(it, PORT + seed % 1000);
		const got = await recorded(it, { front, wall, small, count,
		    random: dice(seed + 2) }, { seconds, seed });
		const wrong = check(got.told);
		const found = doctored(got.told);
		const answers = got.told.calls.filter((c) => c.status > 0);
		return {
			figures: `seed ${seed}: ${got.told.calls.length} calls, ` +
			    `${got.told.stories.length} requests; ` +
			    Object.entries(got.faults).map(([k, n]) =>
				`${k} ${n}`).join(', ') +
			    `: ${wrong.length} wrong, worst answer ` +
			    `${Math.round(answers.reduce((worst, c) =>
				Math.max(worst, c.got - c.sent), 0))} ms`,
			ok: wrong.length === 0 && got.sound && count.ran === 0,
			why: wrong.slice(0, 10).join('\n'),
			control: `doctored: ${found} of 2 found`,
			found: found === 2,
		};
	} finally {
		await front?.down().catch(() => {});
		await it.stop({ remove: !small }).catch(() => {});
		if (small)
			unmount(dir);
	}
}
