/**
 * Usage: node tests/bench/service.mjs [REQUESTS]        (make bench)
 * The whole service before real nginx, against the limits it is compared with:
 * nginx alone, a FastCGI responder that does nothing, plain SQLite commits.
 * All in the same run, in turn, several rounds: ratios of medians.  REQUESTS
 * are in the database before (10000).  BENCH_S: seconds a case (3), BENCH_N:
 * rounds (3), BENCH: only cases whose name has this in it.
 * The table goes to build/report/bench-REQUESTS.txt as well, and says what
 * moved since the last one.
 */
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { COOKIE } from '../http/client.mjs';
import { Instance, PASSWORD, sleep, tempVar, TOP, until } from
    '../http/harness.mjs';
import { readCases } from './cases-read.mjs';
import { writeCases } from './cases-write.mjs';

const SIZE = Number(process.argv[2] ?? 10_000);
const SECONDS = Number(process.env.BENCH_S ?? 3);
const ROUNDS = Number(process.env.BENCH_N ?? 3);
const ONLY = process.env.BENCH ?? '';
const BIN = path.join(TOP, 'build/release');
const REPORT = path.join(TOP, 'build/report');
const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK']));

const median = (list) =>
    [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** Processor seconds used by a process so far. */
function cpuOf(pid) {
	const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
	const field = stat.slice(stat.lastIndexOf(')') + 2).split(' ');

	return (Number(field[11]) + Number(field[12])) / TICKS_A_SECOND;
}

const childrenOf = (pid) => fs.readFileSync(
    `/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
    .filter(Boolean).map(Number);

/** A line of load.lua's file for every part of what is sent. */
function writeLoad(file, { method = 'GET', paths, headers, body }) {
	fs.writeFileSync(file, [`method ${method}`,
	    ...paths.map((p) => `path ${p}`),
	    ...Object.entries(headers).map(([k, v]) => `header ${k}: ${v}`),
	    ...body ? [`body ${JSON.stringify(body)}`] : []].join('\n'));
}

let seed = Date.now() % 1_000_000;

/** wrk(base, file, connections): one measurement. */
function wrk(base, file, connections) {
	return new Promise((resolve, reject) => {
		const child = spawn('wrk', ['-t1', `-c${connections}`,
		    `-d${SECONDS}s`, '--timeout', '10s', '-s',
		    path.join(TOP, 'tests/bench/load.lua'), base, '--', file,
		    String(seed++)]);
		let out = '';
		child.stdout.on('data', (c) => out += c);
		child.stderr.on('data', (c) => out += c);
		child.on('close', () => {
			const got = /^RESULT (.*)$/m.exec(out);
			if (!got)
				return reject(new Error(out));
			const [n, us, p50, p99, max, other, errors] =
			    got[1].split(' ').map(Number);
			resolve({ rate: n / (us / 1e6), n, p50, p99, max, other,
			    errors });
		});
	});
}

/** The service over a database of SIZE requests, and who is logged in. */
async function startService() {
	const var_dir = tempVar();
	const from = path.join(TOP, `build/seed/${SIZE}`);

	for (const file of fs.readdirSync(from))
		fs.copyFileSync(path.join(from, file), path.join(var_dir, file));
	const inst = new Instance({ var_dir });
	await inst.launch();
	return inst;
}

/** nginx that answers by itself, and one before the null responder. */
async function startLimits() {
	const dir = tempVar();
	const socket = path.join(dir, 'null.sock');
	const responder = spawn(path.join(BIN, 'homevisit-supervise'),
	    ['--socket', socket, '--', path.join(BIN, 'tests/bench/null_responder')],
	    { stdio: 'inherit' });
	const port = 21000 + process.pid % 9000;
	fs.mkdirSync(path.join(dir, 'tmp'));
	fs.writeFileSync(path.join(dir, 'nginx.conf'), `
		${process.getuid() === 0 ? 'user root;' : ''}
		worker_processes 1; daemon off; pid ${dir}/pid;
		error_log ${dir}/error crit;
		events { worker_connections 4096; }
		http {
			access_log off;
			${['client_body', 'fastcgi', 'proxy', 'uwsgi', 'scgi']
			    .map((t) => `${t}_temp_path ${dir}/tmp/${t};`)
			    .join('\n')}
			keepalive_requests 1000000;
			upstream responder {
				server unix:${socket};
				keepalive 32;
			}
			server {
				listen 127.0.0.1:${port} backlog=511;
				location = /static {
					default_type application/json;
					return 200 '${'x'.repeat(300)}';
				}
				location = /null {
					fastcgi_pass responder;
					fastcgi_keep_conn on;
					fastcgi_param REQUEST_METHOD $request_method;
					fastcgi_param REQUEST_URI $request_uri;
					fastcgi_param CONTENT_TYPE $content_type;
					fastcgi_param CONTENT_LENGTH $content_length;
					fastcgi_param REMOTE_ADDR $remote_addr;
				}
			}
		}`);
	const nginx = spawn('nginx', ['-p', dir, '-c', path.join(dir,
	    'nginx.conf'), '-e', path.join(dir, 'error')], { stdio: 'inherit',
	    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });
	const base = `http://127.0.0.1:${port}`;
	await until(() => fetch(`${base}/null`).then((r) => r.ok, () => false),
	    10_000, 'the limits');
	const [child] = childrenOf(responder.pid);
	return {
		base,
		pids: { nginx: childrenOf(nginx.pid)[0], service: child },
		stop() {
			nginx.kill('SIGTERM');
			responder.kill('SIGTERM');
			fs.rmSync(dir, { recursive: true, force: true });
		},
	};
}

/** Headers of a person logged in. */
async function headersOf(inst, login) {
	const got = await inst.send({ method: 'POST', path: '/api/v1/session',
	    headers: { 'Content-Type': 'application/json' },
	    body: JSON.stringify({ login, password: PASSWORD }) });
	const cookie = [].concat(got.headers['set-cookie'])
	    .find((c) => c.startsWith(COOKIE)).split(';')[0];

	return { Cookie: cookie, 'X-CSRF-Token': got.body.csrf_token,
	    'Content-Type': 'application/json' };
}

/** Every case: what is sent, by whom, and the limit it is compared with. */
const casesOf = async (who) =>
    [...await readCases(who), ...writeCases(who)];

async function measure(target, load, connections) {
	const file = path.join(target.dir, 'load');
	const cpu = () => Object.fromEntries(Object.entries(target.pids())
	    .map(([k, pid]) => [k, cpuOf(pid)]));

	writeLoad(file, load);
	const before = cpu();
	const got = await wrk(target.base, file, connections);
	const after = cpu();
	const us = (k) => (after[k] - before[k]) * 1e6 / got.n;
	return { ...got, nginx_us: us('nginx'), service_us: us('service') };
}

const NAMES = ['rate', 'p50', 'p99', 'max', 'nginx_us', 'service_us'];

/** Rounds in turn, so that a busy minute hurts all of them. */
async function rounds(inst, limits, cases) {
	const dir = tempVar();
	const target = { base: inst.base, dir, pids: () => ({
		nginx: childrenOf(Number(fs.readFileSync(
		    path.join(inst.var, 'run/nginx.pid'), 'utf8')))[0],
		service: inst.pid }) };
	const bare = { base: limits.base, dir, pids: () => limits.pids };
	const all = [
		...['static', 'null'].map((name) => ({ name, target: bare,
		    connections: 32, load: { paths: [`/${name}`], headers: {} } })),
		...cases.filter((c) => c.name.includes(ONLY))
		    .map((c) => ({ ...c, target })),
	];
	const loop = [];
	for (let round = 0; round < ROUNDS; round++) {
		loop.push(Number(execFileSync(path.join(BIN,
		    'tests/bench/plain_loop'), [path.join(dir, 'loop.db'),
			String(SECONDS)])));
		for (const one of all) {
			const load = { ...one.load, headers: {
			    ...one.load.headers, ...await one.fresh?.() } };
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
	    ' max ms', 'nginx µs', 'service µs', 'spread', 'not 2xx', ' moved']
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
		    `${(r.spread * 100).toFixed(0)} %`.padStart(6),
		    String(r.other).padStart(7),
		    was && r.limit ? `${((ratio / was - 1) * 100).toFixed(0)} %`
			.padStart(6) : ''].join('  '));
	}
	return lines.join('\n');
}

const inst = await startService();
const limits = await startLimits();
try {
	const kept = path.join(REPORT, `bench-${SIZE}.json`);
	const last = fs.existsSync(kept)
	    ? JSON.parse(fs.readFileSync(kept, 'utf8')) : null;
	const got = await rounds(inst, limits, await casesOf({ inst,
	    operator: await headersOf(inst, 'operator'),
	    dispatcher: await headersOf(inst, 'dispatcher') }));
	const text = table(got, last);

	console.log(text);
	fs.mkdirSync(REPORT, { recursive: true });
	fs.writeFileSync(path.join(REPORT, `bench-${SIZE}.txt`), `${text}\n`);
	fs.writeFileSync(kept, JSON.stringify(Object.fromEntries(
	    got.result.map((r) => [r.name, r.ratio]))));
} finally {
	limits.stop();
	await inst.stop();
}
