/**
 * The same fault round after round while requests are posted: killed, ended,
 * its disk full.  Nobody is turned away by the first two; by the third only
 * as long as it lasts.
 */
import fs from 'node:fs';
import path from 'node:path';
import { KINDS } from '../history/faults.mjs';
import { Instance, sleep, tempVar } from '../http/harness.mjs';
import { fill, mount, unmount } from '../http/small_disk.mjs';
import { Posting, judge, posted } from './post.mjs';

const CALLERS = 3;
/* Between two rounds some are posted; one that ends sooner after its start than
 * half a second is taken for one that cannot run, and its next start delayed. */
const PAUSE_MS = 700;
const CONTROL = 5; /* rounds */
const FULL_MS = 700;
const BACK_MS = 1000; /* after there is room again, at most */
const DISK_MB = 64, ROUND_MB = 8;

/* Past nginx, so that nobody asks a second time. */
const asker = (it) => (body, key, client) => it.fcgi(posted(body, key, client));

async function rounds(times, fault, ask) {
	const it = new Instance();

	await it.launch();
	try {
		const posting = await Posting.start(it, { callers: CALLERS,
		    ask: ask?.(it) });
		for (let i = 0; i < times; i++) {
			await sleep(PAUSE_MS);
			await fault(it);
		}
		await posting.stop();
		return { ...await judge(it, posting), failed: posting.failed,
		    worst: posting.worst, posted: posting.acknowledged.length };
	} finally {
		await it.stop();
	}
}

const rig = (name, fault, share) => ({
	name,
	missing: () => null,
	async run({ rounds: most }) {
		const times = Math.ceil(most * share);
		const got = await rounds(times, fault);
		const control = await rounds(CONTROL, KINDS['kill -9'],
		    asker);

		return {
			figures: `${times} times, ${got.posted} posted: ` +
			    `${got.lost} lost, ${got.doubled} doubled, ` +
			    `${got.failed} calls failed, ` +
			    `worst ${Math.round(got.worst)} ms`,
			ok: got.sound && got.posted > 0 &&
			    got.lost + got.doubled + got.failed === 0,
			why: got.why,
			control: `killed and asked past nginx: ${
			    control.failed} calls failed`,
			found: control.failed > 0,
		};
	},
});

export const killed = rig('killed (kill -9)', KINDS['kill -9'], 1);
export const ended = rig('ended (SIGTERM)', KINDS.restart, 0.3);

/* Milliseconds from there being room to the next request posted. */
async function cycle(it, posting) {
	const ballast = path.join(it.var, 'ballast');

	await sleep(PAUSE_MS);
	fill(ballast);
	await sleep(FULL_MS);
	const before = posting.acknowledged.length;
	fs.rmSync(ballast);
	for (const from = performance.now(); ;) {
		if (posting.acknowledged.length > before ||
		    performance.now() - from > 10 * BACK_MS)
			return performance.now() - from;
		await sleep(1);
	}
}

async function cycles(it, times) {
	const { pid } = it;
	const posting = await Posting.start(it, { callers: CALLERS });
	let back = 0;

	for (let i = 0; i < times; i++)
		back = Math.max(back, await cycle(it, posting));
	await posting.stop();
	return { ...await judge(it, posting), back, failed: posting.failed,
	    posted: posting.acknowledged.length, same: it.pid === pid };
}

export const full = {
	name: 'disk full',
	missing() {
		const dir = tempVar();

		if (!mount(dir, '1m'))
			return 'needs the right to mount';
		unmount(dir);
		return null;
	},
	async run({ rounds: most }) {
		const times = Math.max(3, Math.ceil(most / 50));
		const dir = tempVar();
		const it = new Instance({ var_dir: dir });

		mount(dir, `${DISK_MB + times * ROUND_MB}m`);
		try {
			await it.launch();
			const got = await cycles(it, times);
			return {
				figures: `${times} times, ${got.posted} posted: ` +
				    `${got.lost} lost, ${got.doubled} doubled, ` +
				    `written again within ${
				    Math.round(got.back)} ms`,
				ok: got.sound && got.same &&
				    got.lost + got.doubled === 0 &&
				    got.back <= BACK_MS,
				why: got.same ? got.why : 'it was restarted',
				control: `${got.failed} calls refused meanwhile`,
				found: got.failed > 0,
			};
		} finally {
			await it.stop({ remove: false });
			unmount(dir);
		}
	},
};
