/** Reads and writes of the database fail now and then (libfiu). */
import path from 'node:path';
import { Instance, sleep } from '../http/harness.mjs';
import { library, preloaded } from '../http/preload.mjs';
import { Posting, judge } from './post.mjs';

export const name = 'reads and writes fail';

const PROBABILITY = 0.0005; /* a start reads the log: 1,000 times and more */
/* Of a file at a place: sockets do not know them. */
const POINTS = ['posix/io/rw/pread', 'posix/io/rw/pwrite'];
const LIBS = ['fiu_run_preload.so', 'fiu_posix_preload.so'];
const found = () => LIBS.map((lib) => library(lib, '/usr/lib/fiu',
    '/usr/lib/x86_64-linux-gnu/fiu'));

export const missing = () =>
    found().every(Boolean) ? null : 'needs fiu-utils (libfiu)';

async function posted(seconds, probability) {
	const it = new Instance();

	if (probability > 0)
		it.env.BIN = preloaded(it.var, found().join(':'), {
			FIU_CTRL_FIFO: path.join(it.var, 'fiu'),
			FIU_ENABLE: POINTS.map((point) => 'enable_random ' +
			    `name=${point},probability=${probability}`)
			    .join('\n'),
		});
	await it.launch();
	try {
		const posting = await Posting.start(it);
		await sleep(seconds * 1000);
		await posting.stop();
		return { ...await judged(it, posting), failed: posting.failed,
		    acknowledged: posting.acknowledged.length };
	} finally {
		await it.stop({ remove: true });
	}
}

/* By a process whose disk is well: a judge reads all there is. */
async function judged(it, posting) {
	await it.stop({ remove: false });
	delete it.env.BIN;
	await it.launch();
	return judge(it, posting);
}

export async function run({ seconds }) {
	const got = await posted(seconds, PROBABILITY);
	const control = await posted(Math.min(seconds, 5), 0);

	return {
		figures: `${got.acknowledged} posted, ${got.failed} calls ` +
		    `refused: ${got.lost} lost, ${got.doubled} doubled`,
		ok: got.sound && got.lost + got.doubled === 0 &&
		    got.acknowledged > 0 && got.failed > 0,
		why: got.why,
		control: `without faults: ${control.failed} refused`,
		found: control.failed === 0,
	};
}
