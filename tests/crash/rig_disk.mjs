/** The power is cut, or the disk fails: what was acknowledged is there. */
import fs from 'node:fs';
import path from 'node:path';
import { Instance, sleep, tempVar } from '../http/harness.mjs';
import { library, preloaded } from '../http/preload.mjs';
import { Disk } from './disk.mjs';
import { Posting, judge } from './post.mjs';

const LOAD_MS = 1500; /* before the disk goes */
const FAILING_MS = 1000;
const FORGETFUL = 'libeatmydata.so'; /* fsync() does nothing */

const parent = (pid) => Number(/^PPid:\s+(\d+)$/m.exec(
    fs.readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
const children = (pid) => fs.readFileSync(
    `/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
    .filter(Boolean).map(Number);

/* Who is to go with the power; known before it is gone. */
function everybody(it) {
	const nginx = Number(fs.readFileSync(
	    path.join(it.var, 'run/nginx.pid'), 'utf8'));

	return [it.child.pid, parent(it.pid), it.pid, nginx,
	    ...children(nginx)];
}

async function kill(it, pids) {
	for (const pid of [...pids, ...pids.flatMap((one) => {
		try {
			return children(one); /* started since */
		} catch {
			return [];
		}
	})])
		try {
			process.kill(pid, 'SIGKILL');
		} catch { /* ended before */ }
	await it.exited;
}

/* One time: load, the disk goes, comes again; all there ever was is judged. */
async function once(disk, options, goes, acknowledged) {
	const it = new Instance(options);

	await it.launch();
	const posting = await Posting.start(it);
	const pids = everybody(it);
	await sleep(LOAD_MS);
	await goes(disk);
	posting.going = false;
	await kill(it, pids);
	await posting.done;
	await disk.down();
	await disk.up();
	acknowledged.push(...posting.acknowledged);
	return posting.failed;
}

async function again(options, acknowledged) {
	const it = new Instance(options);

	await it.launch();
	try {
		return await judge(it, { acknowledged });
	} finally {
		await it.stop({ remove: false });
	}
}

async function cycles(times, goes, lib) {
	const dir = tempVar();
	const disk = new Disk(dir);
	const env = lib && { BIN: preloaded(dir, lib) };
	const options = { var_dir: path.join(disk.mount, 'v'), env };
	const all = { lost: 0, doubled: 0, failed: 0, broken: 0 };
	const acknowledged = [];

	try {
		await disk.up({ fresh: true });
		for (let i = 0; i < times; i++) {
			all.failed += await once(disk, options, goes,
			    acknowledged);
			const got = await again(options, acknowledged);
			Object.assign(all, { lost: got.lost,
			    doubled: got.doubled });
			all.broken += !got.sound;
			all.why = got.why;
		}
	} finally {
		await disk.down();
		fs.rmSync(dir, { recursive: true, force: true });
	}
	return { ...all, acknowledged: acknowledged.length };
}

const told = (times, what, got) => `${times} ${what}, ` +
    `${got.acknowledged} acknowledged: ${got.lost} lost, ` +
    `${got.doubled} doubled, ${got.broken} broken`;
const held = (got) => got.lost + got.doubled + got.broken === 0 &&
    got.acknowledged > 0;

/* With an fsync() that does nothing even the database may be gone. */
async function forgetful() {
	try {
		const { lost, broken } = await cycles(1, (disk) => disk.cut(),
		    library(FORGETFUL));
		return `${lost} lost, ${broken} broken`;
	} catch {
		return 'all lost: it does not start';
	}
}

export const power = {
	name: 'power cut',
	missing: () => Disk.missing() ??
	    (library(FORGETFUL) ? null : `needs ${FORGETFUL}`),
	async run({ times }) {
		const got = await cycles(times, (disk) => disk.cut());
		const control = await forgetful();

		return { figures: told(times, 'cuts', got), ok: held(got),
		    why: got.why,
		    control: `without fsync: ${control}`,
		    found: control !== '0 lost, 0 broken' };
	},
};

export const failing = {
	name: 'disk fails (EIO)',
	missing: Disk.missing,
	async run({ times }) {
		const got = await cycles(times, async (disk) => {
			disk.fail(true);
			await sleep(FAILING_MS);
			disk.fail(false);
		});

		return { figures: told(times, 'failures', got), ok: held(got),
		    why: got.why,
		    control: `${got.failed} calls were not answered meanwhile`,
		    found: got.failed > 0 };
	},
};
