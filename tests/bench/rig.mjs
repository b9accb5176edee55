/**
 * What a measurement takes: the service over a stored past behind real nginx,
 * the limits it is compared with, wrk, and the processor time of each part.
 */
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { COOKIE } from '../http/client.mjs';
import { Instance, PASSWORD, tempVar, TOP, until } from '../http/harness.mjs';

export const RELEASE = path.join(TOP, 'build/release');
export const SECONDS = Number(process.env.BENCH_S ?? 3);
export const ROUNDS = Number(process.env.BENCH_N ?? 3);
const TICKS_A_SECOND = Number(execFileSync('getconf', ['CLK_TCK']));

export const median = (list) =>
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
function writeLoad(file, { method = 'GET', paths = [], headers, body,
    delay_ms, held = [] }) {
	fs.writeFileSync(file, [`method ${method}`,
	    ...paths.map((p) => `path ${p}`),
	    ...Object.entries(headers).map(([k, v]) => `header ${k}: ${v}`),
	    ...delay_ms ? [`delay ${delay_ms}`] : [],
	    ...held.map((h) => `held ${h.join(' ')}`),
	    ...body ? [`body ${JSON.stringify(body)}`] : []].join('\n'));
}

let seed = Date.now() % 1_000_000;
let serial = 0; // of the nginx started

/** wrk(base, file, connections, seconds): one measurement. */
function wrk(base, file, connections, seconds) {
	return new Promise((resolve, reject) => {
		const child = spawn('wrk', ['-t1', `-c${connections}`,
		    `-d${seconds}s`, '--timeout', '10s', '-s',
		    path.join(TOP, 'tests/bench/load.lua'), base, '--', file,
		    String(seed++)]);
		let out = '';
		child.stdout.on('data', (c) => out += c);
		child.stderr.on('data', (c) => out += c);
		child.on('close', () => {
			const got = /^RESULT (.*)$/m.exec(out);
			if (!got)
				return reject(new Error(out));
			const [n, us, p50, p99, max, other, errors, busy] =
			    got[1].split(' ').map(Number);
			resolve({ rate: n / (us / 1e6), n, p50, p99, max, other,
			    errors, busy });
		});
	});
}

/**
 * startService(size, env): over a copy of a database of ${size} requests, or,
 * BENCH_IN_PLACE, over that itself: twenty gigabytes take long to copy.
 */
export async function startService(size, env = {}) {
	const var_dir = tempVar();
	const from = path.join(TOP, `build/seed/${size}`);
	const put = process.env.BENCH_IN_PLACE ? fs.linkSync : fs.copyFileSync;

	for (const file of fs.readdirSync(from))
		put(path.join(from, file), path.join(var_dir, file));
	const inst = new Instance({ var_dir, env });
	await inst.launch();
	return inst;
}

/**
 * startNginx(dir, http, path): nginx as the service has it, with ${http} in
 * its http block ("listen @PORT@"); ${path} answers once it is there.
 */
export async function startNginx(dir, http, at) {
	const port = 21000 + (process.pid + serial++ * 997) % 9000;

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
			client_body_buffer_size 64k;
			${http.replace('@PORT@', `127.0.0.1:${port} backlog=511`)}
		}`);
	const nginx = spawn('nginx', ['-p', dir, '-c', path.join(dir,
	    'nginx.conf'), '-e', path.join(dir, 'error')], { stdio: 'inherit',
	    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });
	const base = `http://127.0.0.1:${port}`;
	await until(() => fetch(base + at).then((r) => r.ok, () => false),
	    10_000, `nginx before ${at}`);
	return { base, pid: childrenOf(nginx.pid)[0],
	    stop: () => nginx.kill('SIGTERM') };
}

/** startLimits(): nginx that answers by itself, and one before the null responder. */
export async function startLimits() {
	const dir = tempVar();
	const socket = path.join(dir, 'null.sock');
	const responder = spawn(path.join(RELEASE, 'homevisit-supervise'),
	    ['--socket', socket, '--', path.join(RELEASE, 'tests/bench/null_responder')],
	    { stdio: 'inherit' });
	const nginx = await startNginx(dir, `
		upstream responder {
			server unix:${socket};
			keepalive 32;
		}
		server {
			listen @PORT@;
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
		}`, '/null');
	return {
		base: nginx.base,
		pids: { nginx: nginx.pid, service: childrenOf(responder.pid)[0] },
		stop() {
			nginx.stop();
			responder.kill('SIGTERM');
			fs.rmSync(dir, { recursive: true, force: true });
		},
	};
}

/** headersOf(inst, login): of a person who logs in. */
export async function headersOf(inst, login) {
	const got = await inst.send({ method: 'POST', path: '/api/v1/session',
	    headers: { 'Content-Type': 'application/json' },
	    body: JSON.stringify({ login, password: PASSWORD }) });
	const cookie = [].concat(got.headers['set-cookie'])
	    .find((c) => c.startsWith(COOKIE)).split(';')[0];

	return { Cookie: cookie, 'X-CSRF-Token': got.body.csrf_token,
	    'Content-Type': 'application/json' };
}

/** plainLoop(dir, env): rows a second, one commit each. */
export const plainLoop = (dir, env = {}) => Number(execFileSync(
    path.join(RELEASE, 'tests/bench/plain_loop'),
    [path.join(dir, 'loop.db'), String(SECONDS)],
    { env: { ...process.env, ...env } }));

/** targetOf(inst, dir): the service as measure() takes it. */
export const targetOf = (inst, dir) => ({ base: inst.base, dir, pids: () => ({
	nginx: childrenOf(Number(fs.readFileSync(
	    path.join(inst.var, 'run/nginx.pid'), 'utf8')))[0],
	service: inst.pid }) });

/** Seconds the writer thread of the service was running. */
function writerOf(pid) {
	for (const tid of fs.readdirSync(`/proc/${pid}/task`)) {
		const at = `/proc/${pid}/task/${tid}`;
		if (fs.readFileSync(`${at}/comm`, 'utf8').trim() === 'writer')
			return Number(fs.readFileSync(`${at}/schedstat`, 'utf8')
			    .split(' ')[0]) / 1e9;
	}
	return 0;
}

/** measure(target, load, connections, seconds): rate, latencies, times. */
export async function measure(target, load, connections, seconds = SECONDS) {
	const file = path.join(target.dir, 'load');
	const cpu = () => {
		const { nginx, service } = target.pids();
		return { nginx: cpuOf(nginx), service: cpuOf(service),
		    writer: writerOf(service) };
	};

	writeLoad(file, load);
	const before = cpu();
	const got = await wrk(target.base, file, connections, seconds);
	const after = cpu();
	const us = (k) => (after[k] - before[k]) * 1e6 / got.n;
	return { ...got, nginx_us: us('nginx'), service_us: us('service'),
	    writer_us: us('writer') };
}
