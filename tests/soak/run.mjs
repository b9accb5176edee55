/**
 * Usage: node tests/soak/run.mjs           (make soak)
 * Many hours of work in a few: does anything grow?  SOAK_S: how long (7200);
 * SOAK_RATE: patients' calls a minute (60; a busy hour has a fiftieth of it).
 * Memory, descriptors, threads, log, times of answers are looked at a hundred
 * and twenty times; build/report/soak.txt has them all.  Ends with 1 when
 * something grew, an answer was wrong, or the judge would not have seen it.
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Instance, TOP, sleep } from '../http/harness.mjs';
import { doctored, judge, median, thirds } from './judge.mjs';
import { COMER, Work } from './work.mjs';

const SECONDS = Number(process.env.SOAK_S ?? 7200);
const RATE = Number(process.env.SOAK_RATE ?? 60);
const LOOKS = 120;
const REPORT = path.join(TOP, 'build/report/soak.txt');

const sizeOf = (file) => fs.existsSync(file) ? fs.statSync(file).size : 0;

/** sample(it, took): the service as it is now. */
function sample(it, took) {
	const { pid } = it;
	const text = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
	const of = (key) => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm')
	    .exec(text)[1]);
	const times = took.length > 0 ? [...took].sort((a, b) => a - b) : [0];

	return { pid, rss: of('VmRSS') * 1024, threads: of('Threads'),
	    fds: fs.readdirSync(`/proc/${pid}/fd`).length,
	    wal: sizeOf(`${it.db}-wal`), db: sizeOf(it.db),
	    p50: median(times), p99: times[Math.floor(times.length * 0.99)],
	    max: times.at(-1), calls: took.length };
}

/* All connections and buffers there may be are there before we look. */
async function warm(it) {
	const operator = await it.login('operator');

	for (let i = 0; i < 5; i++)
		await Promise.all(Array.from({ length: 100 }, () =>
		    operator.get('/requests')));
}

async function watch(it, work) {
	const samples = [];
	const begun = Date.now();

	for (let n = 1; n <= LOOKS; n++) {
		await sleep(Math.max(0, begun + n * SECONDS * 1000 / LOOKS -
		    Date.now()));
		samples.push(sample(it, work.took.splice(0)));
	}
	work.over = true;
	return samples;
}

const KEYS = { rss: [1 << 20, 'MiB'], fds: [1, ''], threads: [1, ''],
    wal: [1 << 20, 'MiB'], p50: [1, 'ms'], p99: [1, 'ms'] };

const show = (key, value) => `${(value / KEYS[key][0]).toFixed(
    key === 'fds' || key === 'threads' ? 0 : 1)} ${KEYS[key][1]}`.trim();

function report(samples, work, wrong, found) {
	const head = `make soak, ${new Date().toISOString().slice(0, 16)}Z, ` +
	    `${os.cpus().length} cores: ${SECONDS} s, ${RATE} patients a minute, ` +
	    `${work.calls} calls, ${work.wrong.length} wrong`;
	const grew = Object.keys(KEYS).map((key) => {
		const [was, is] = thirds(samples.slice(LOOKS / 6), key);
		return `${key.padEnd(8)} first third ${show(key, was)}, ` +
		    `last third ${show(key, is)}`;
	});
	const columns = ['rss', 'fds', 'threads', 'wal', 'db', 'p50', 'p99',
	    'max', 'calls'];
	const row = (cells) => cells.map((c) => String(c).padStart(11)).join('');

	return { head, text: [head, ...grew,
	    `control: ${found} of ${doctored(samples).length} doctored runs found`,
	    ...wrong.map((w) => `WRONG ${w}`), '', row(columns),
	    ...samples.map((s) => row(columns.map((c) => Math.round(s[c]))))]
	    .join('\n') };
}

const it = new Instance({ users: [{ login: COMER, role: 'dispatcher' }] });
await it.launch();
try {
	await warm(it);
	const work = new Work(it, RATE);
	const [samples] = await Promise.all([watch(it, work), work.go()]);
	const wrong = [...judge(samples), ...work.wrong.slice(0, 20)];
	const all = doctored(samples);
	const found = all.filter((run) => judge(run).length > 0).length;
	const { text } = report(samples, work, wrong, found);

	fs.mkdirSync(path.dirname(REPORT), { recursive: true });
	fs.writeFileSync(REPORT, `${text}\n`);
	console.log(text.split('\n\n')[0]);
	process.exitCode = wrong.length === 0 && found === all.length ? 0 : 1;
} finally {
	await it.stop();
}
