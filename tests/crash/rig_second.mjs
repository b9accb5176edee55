/** A second process on the same database: it refuses, the first goes on. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { BIN, Instance, homevisit, sleep } from '../http/harness.mjs';
import { Posting, judge } from './post.mjs';

export const name = 'second process';
export const missing = () => null;

const PATIENCE_MS = 3000;

/**
 * second(db, socket): whether another homevisitd on ${db} ended by itself,
 * with an error; one that runs is ended.
 */
export async function second(db, socket) {
	const child = spawn(path.join(BIN, 'homevisitd'), ['--db', db,
	    '--socket', socket], { stdio: 'ignore' });
	const timer = setTimeout(() => child.kill('SIGTERM'), PATIENCE_MS);
	const began = performance.now();
	const [code] = await once(child, 'exit');

	clearTimeout(timer);
	return code !== 0 && performance.now() - began < PATIENCE_MS;
}

export async function run({ seconds }) {
	const it = new Instance();
	const socket = path.join(it.var, 'second.sock');
	const copy = path.join(it.var, 'copy.db');
	let tried = 0, refused = 0;

	await it.launch();
	try {
		const posting = await Posting.start(it);
		for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
			tried++;
			refused += await second(it.db, socket);
			await sleep(200);
		}
		await posting.stop();
		const got = await judge(it, posting);
		await homevisit(['--db', it.db, 'backup', copy]);
		const alone = !await second(copy, socket);
		return {
			figures: `${refused} of ${tried} refused, ` +
			    `${posting.acknowledged.length} posted: ` +
			    `${got.lost} lost, ${posting.failed} failed`,
			ok: refused === tried && got.sound && got.lost === 0 &&
			    posting.failed === 0,
			control: `on a copy of the file: ${alone ? 'runs'
			    : 'refused as well'}`,
			found: alone,
		};
	} finally {
		await it.stop();
	}
}
