/**
 * Usage: node tests/mutants/run.mjs           (make mutants)
 * Do the tests notice?  One small change at a time in a file that decides
 * (subjects.mjs); its tests run; one of them has to fail, if not by itself then
 * by the address sanitizer.  What nobody noticed is listed, but for what the
 * compiler makes the same of and what stands in tests/mutants/decided.  MUTANTS_EACH: at most so many changes of a file (40,
 * 0: all), drawn by MUTANTS_SEED; MUTANTS_S: seconds for all of it (1800);
 * MUTANTS_ONLY: files whose name has that.  Report: build/report/mutants.txt;
 * ends with 1 when less than MUTANTS_GOAL per cent (95) of those that can be
 * noticed were.
 */
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dice } from '../history/run.mjs';
import { TOP } from '../http/harness.mjs';
import { apply, places, told } from './mutate.mjs';
import { SUBJECTS } from './subjects.mjs';

const REPORT = path.join(TOP, 'build/report/mutants.txt');
const EACH = Number(process.env.MUTANTS_EACH ?? 40) || Infinity;
const SECONDS = Number(process.env.MUTANTS_S ?? 1800);
const SEED = Number(process.env.MUTANTS_SEED ?? 20261123);
const ONLY = process.env.MUTANTS_ONLY ?? '';
const GOAL = Number(process.env.MUTANTS_GOAL ?? 95);
const PATIENCE = 5; /* times as long as the test takes as it should be */
const words = (name) => process.env[name].split(' ').filter(Boolean);
const CC = words('MUTANT_CC');
const LDLIBS = words('MUTANT_LDLIBS');

/* Two builds: one is fast, the other sees what is beyond an array's end. */
const FAST = { out: path.join(TOP, 'build/mutant'), usual: new Map(),
    cflags: words('MUTANT_CFLAGS'), ldflags: words('MUTANT_LDFLAGS') };
const STRICT = { out: path.join(TOP, 'build/asan'), usual: new Map(),
    cflags: words('ASAN_CFLAGS'), ldflags: words('ASAN_LDFLAGS') };

/** run(args, {input, ms}): whether it ended well, in ${ms}. */
function run([program, ...args], { input, ms = 60_000 } = {}) {
	return new Promise((done) => {
		const child = spawn(program, args, { cwd: TOP, detached: true,
		    stdio: ['pipe', 'ignore', 'ignore'] });
		const timer = setTimeout(() => {
			try {
				process.kill(-child.pid, 'SIGKILL');
			} catch { /* it has just ended */ }
		}, ms);

		child.on('error', () => done(false));
		child.on('exit', (code) => {
			clearTimeout(timer);
			done(code === 0);
		});
		child.stdin.on('error', () => {}).end(input);
	});
}

const compile = (build, file, source, to, flags = []) => run([...CC,
    ...build.cflags, '-w', ...flags, '-Iinclude', `-I${path.dirname(file)}`, '-x', 'c', '-', '-c', '-o', to],
    { input: source });

/** objects(out, test): what the program is linked from, the archives last. */
function objects(out, test) {
	const dir = path.join(out, 'tests', path.dirname(test));
	const help = fs.readdirSync(dir).filter((f) => /^(?!test_).*\.o$/.test(f));
	const store = test.startsWith('store/');

	return { own: [path.join(out, 'tests', `${test}.o`),
	    ...help.map((f) => path.join(dir, f)),
	    ...store ? [path.join(out, 'tests/seed/dice.o')] : []],
	archives: [...store ? [path.join(out, 'libdb.a')] : [],
	    path.join(out, 'librules.a')] };
}

/* The changed object stands before the archive, which has it as it was. */
function link(build, test, changed, to) {
	const { own, archives } = objects(build.out, test);

	return run([...CC, ...build.ldflags,
	    ...test.startsWith('unit/') ? words('UNIT_LDFLAGS') : [], '-o', to, ...own,
	    changed, ...archives, '-lcmocka', ...LDLIBS]);
}

/** patience(build, test): how long it may take; as it is, it has to pass. */
async function patience({ out, usual }, test) {
	if (!usual.has(test)) {
		const began = Date.now();
		if (!await run([path.join(out, 'tests', test)],
		    { ms: 300_000 }))
			throw new Error(`${out}: ${test} fails as it is`);
		usual.set(test, 2000 + PATIENCE * (Date.now() - began));
	}
	return usual.get(test);
}

/* Whether both make the same program, though the texts differ. */
async function same(file, one, other, at) {
	const object = [`${at}.a.o`, `${at}.b.o`];

	await compile(FAST, file, one, object[0], ['-O2', '-g0']);
	await compile(FAST, file, other, object[1], ['-O2', '-g0']);
	return spawnSync('cmp', ['-s', ...object]).status === 0;
}

/* Whether a test of this build fails with the changed object. */
async function noticed(build, tests, at) {
	for (const test of tests) {
		const ms = await patience(build, test);
		if (!await link(build, test, `${at}.o`, at) ||
		    !await run([at], { ms }))
			return true;
	}
	return false;
}

/** fate(mutant, at): killed, lived, same or stillborn. */
async function fate({ file, tests, source, place }, at) {
	const changed = apply(source, place);

	if (!await compile(FAST, file, changed, `${at}.o`))
		return 'stillborn';
	if (await noticed(FAST, tests, at))
		return 'killed';
	if (await same(file, source, changed, at))
		return 'same';
	await compile(STRICT, file, changed, `${at}.o`);
	return await noticed(STRICT, tests, at) ? 'killed' : 'lived';
}

function shuffled(list, random) {
	for (let i = list.length - 1; i > 0; i--) {
		const k = Math.floor(random() * (i + 1));
		[list[i], list[k]] = [list[k], list[i]];
	}
	return list;
}

/** drawn(): the changes to try; the files in turn, should time run out. */
function drawn(tally) {
	const random = dice(SEED);
	const of = SUBJECTS.filter(([file]) => file.includes(ONLY))
	    .map(([file, tests]) => {
		const source = fs.readFileSync(path.join(TOP, file), 'utf8');
		const all = places(source);
		tally.set(file, { all: all.length, killed: 0, lived: [],
		    decided: 0, same: 0, stillborn: 0 });
		return shuffled(all, random).slice(0, EACH)
		    .map((place) => ({ file, tests, source, place }));
	});
	const most = Math.max(...of.map((list) => list.length));

	return Array.from({ length: most }, (_, i) =>
	    of.map((list) => list[i]).filter(Boolean)).flat();
}

/* Lines FILE | the line as it became | why nobody can notice. */
const decided = new Set(fs.readFileSync(
    path.join(TOP, 'tests/mutants/decided'), 'utf8').split('\n')
    .filter((l) => l && !l.startsWith('#'))
    .map((l) => l.split(' | ').slice(0, 2).join(' | ')));

function count(row, mutant, what) {
	const text = told(mutant.source, mutant.place);

	if (what !== 'lived')
		row[what]++;
	else if (decided.has(`${mutant.file} | ${text}`))
		row.decided++;
	else
		row.lived.push(`${mutant.file}:${mutant.place.line}: ${text}`);
}

async function all(mutants, tally) {
	const end = Date.now() + SECONDS * 1000;
	const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'hv-mutants-'));

	await Promise.all(os.cpus().map(async (_, worker) => {
		const at = path.join(dir, String(worker));
		for (let m; Date.now() < end && (m = mutants.shift());)
			count(tally.get(m.file), m, await fate(m, at));
	}));
	fs.rmSync(dir, { recursive: true, force: true });
}

const row = (name, cells) => name.padEnd(26) +
    cells.map((c) => String(c).padStart(9)).join('');

function table(tally, left) {
	const sum = { all: 0, tried: 0, killed: 0, lived: 0, decided: 0, same: 0 };
	const lines = [`make mutants, ${new Date().toISOString().slice(0, 10)}, ` +
	    `seed ${SEED}${left > 0 ? `; ${left} not tried for want of time` : ''}`,
	row('', ['changes', 'tried', 'killed', 'lived', 'decided', 'same'])];

	for (const [file, t] of tally) {
		const one = { ...t, lived: t.lived.length, tried: t.killed +
		    t.lived.length + t.decided + t.same };
		for (const key of Object.keys(sum))
			sum[key] += one[key];
		lines.push(row(file, Object.keys(sum).map((key) => one[key])));
	}
	lines.push(row('all', Object.values(sum)),
	    `killed: ${sum.killed} of ${sum.killed + sum.lived} that can be ` +
	    `noticed, ${(100 * sum.killed / Math.max(1, sum.killed + sum.lived))
		.toFixed(1)} %`, '',
	    ...[...tally.values()].flatMap((t) => t.lived).sort());
	return { text: lines.join('\n'), sum };
}

const tally = new Map();
const mutants = drawn(tally);

for (const test of new Set(mutants.flatMap((m) => m.tests)))
	await patience(FAST, test);
await all(mutants, tally);
const { text, sum } = table(tally, mutants.length);
fs.mkdirSync(path.dirname(REPORT), { recursive: true });
fs.writeFileSync(REPORT, `${text}\n`);
console.log(text);
process.exitCode = sum.killed > 0 &&
    100 * sum.killed >= GOAL * (sum.killed + sum.lived) ? 0 : 1;
