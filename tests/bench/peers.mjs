/**
 * Usage: node tests/bench/peers.mjs                  (make bench-peers)
 * The whole service against the simple version of the job (peers/) written
 * with PHP-FPM and with Node, each behind nginx as we are: one posts a request
 * in a durable commit, quotes a price, shows fifty of the queue.  The same
 * load for all, in turn, several rounds.  BENCH_S, BENCH_N as in service.mjs.
 * The table goes to build/report/bench-peers.txt as well.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { sleep, tempVar, TOP } from '../http/harness.mjs';
import { readCases } from './cases-read.mjs';
import { writeCases } from './cases-write.mjs';
import { headersOf, measure, median, ROUNDS, SECONDS, startNginx,
    startService, targetOf } from './rig.mjs';

const PEERS = path.join(TOP, 'tests/bench/peers');
const BUILT = path.join(TOP, 'build/peers');
const CASES = [['registration × 32', 'create', 3, 3], ['quote', 'quote', 5, 2],
    ['board of 50', 'queue of 50', 4, 4]];

/** A database of the simple version in ${dir}. */
async function simpleDb(dir) {
	const { default: Database } = await import(
	    path.join(BUILT, 'node_modules/better-sqlite3/lib/index.js'));
	const file = path.join(dir, 'simple.db');
	const db = new Database(file);

	db.pragma('journal_mode = WAL');
	db.exec(fs.readFileSync(path.join(PEERS, 'simple.sql'), 'utf8'));
	db.close();
	return file;
}

/** started(command, args, options): a child whose words are shown. */
const started = (command, args, options = {}) => spawn(command, args,
    { stdio: ['ignore', 'inherit', 'inherit'], ...options });

/** peer(dir, child, upstream, pass): behind nginx, as measure() takes it. */
async function peer(dir, child, upstream, pass) {
	const nginx = await startNginx(dir, `
		upstream peer { ${upstream} keepalive 32; }
		server {
			listen @PORT@;
			location / { ${pass} }
		}`, '/api/v1/quote?zone=red&performers=doctor');

	return {
		target: { base: nginx.base, dir, pids: () =>
		    ({ nginx: nginx.pid, service: child.pid }) },
		stop() {
			nginx.stop();
			child.kill('SIGTERM');
			fs.rmSync(dir, { recursive: true, force: true });
		},
	};
}

async function nodePeer() {
	const dir = tempVar();
	const port = 31000 + process.pid % 900;
	fs.copyFileSync(path.join(PEERS, 'simple.mjs'),
	    path.join(BUILT, 'simple.mjs'));
	const child = started('node', [path.join(BUILT, 'simple.mjs'),
	    await simpleDb(dir), String(port)],
	    { env: { ...process.env, NODE_ENV: 'production' } });

	return peer(dir, child, `server 127.0.0.1:${port};`, `
		proxy_pass http://peer;
		proxy_http_version 1.1;
		proxy_set_header Connection "";`);
}

async function phpPeer() {
	const dir = tempVar();
	const socket = path.join(dir, 'php.sock');
	const conf = path.join(dir, 'fpm.conf');
	const db = await simpleDb(dir);
	fs.writeFileSync(conf, `
		[global]
		daemonize = no
		error_log = ${dir}/fpm.log
		[simple]
		listen = ${socket}
		listen.backlog = 511
		${process.getuid() === 0 ? 'user = root\n\t\tgroup = root' : ''}
		pm = static
		pm.max_children = 8
		php_admin_value[opcache.enable] = 1
		php_admin_value[opcache.validate_timestamps] = 0
		`.replace(/^\t+/gm, ''));
	const child = started('php-fpm8.2', ['-F', '-R', '-y', conf], {
	    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } });

	return peer(dir, child, `server unix:${socket};`, `
		fastcgi_pass peer;
		fastcgi_keep_conn on;
		fastcgi_param SCRIPT_FILENAME ${PEERS}/simple.php;
		fastcgi_param PEER_DB ${db};
		fastcgi_param QUERY_STRING $query_string;
		fastcgi_param REQUEST_METHOD $request_method;
		fastcgi_param REQUEST_URI $request_uri;
		fastcgi_param CONTENT_TYPE $content_type;
		fastcgi_param CONTENT_LENGTH $content_length;`);
}

const inst = await startService(10_000);
const php = await phpPeer();
const node = await nodePeer();
const ours = tempVar();
try {
	const who = { inst, operator: await headersOf(inst, 'operator'),
	    dispatcher: await headersOf(inst, 'dispatcher') };
	const cases = [...await readCases(who), ...writeCases(who)];
	const targets = [targetOf(inst, ours), php.target, node.target];
	const lines = [`ours, whole / PHP-FPM, simple / Node, simple; ${
	    ROUNDS} rounds of ${SECONDS} s; ${
	    new Date().toISOString().slice(0, 10)}`,
	'case'.padEnd(12) + ['rate/s', 'p99 ms'].map((c) =>
	    ['ours', 'php', 'node'].map((w) => `${c} ${w}`.padStart(13)).join(''))
	    .join('') + 'of php   of node   (meant)   not 2xx'.padStart(44)];

	for (const [name, title, ofPhp, ofNode] of CASES) {
		const one = cases.find((c) => c.name === name);
		const got = targets.map(() => []);

		for (let round = 0; round < ROUNDS; round++)
			for (const [i, target] of targets.entries()) {
				got[i].push(await measure(target, one.load, 32));
				await sleep(200);
			}
		const of = (i, key) => median(got[i].map((g) => g[key]));
		const times = (i) => (of(0, 'rate') / of(i, 'rate')).toFixed(1);
		const num = (v, d) => v.toFixed(d).padStart(13);
		lines.push(title.padEnd(12) +
		    [0, 1, 2].map((i) => num(of(i, 'rate'), 0)).join('') +
		    [0, 1, 2].map((i) => num(of(i, 'p99') / 1000, 2)).join('') +
		    `${times(1)} ×    ${times(2)} ×   (${ofPhp}, ${ofNode})   ${
			got.map((list) => list.reduce((n, g) =>
			    n + g.other + g.errors, 0)).join(' / ')}`
			.padStart(44));
	}
	console.log(lines.join('\n'));
	fs.mkdirSync(path.join(TOP, 'build/report'), { recursive: true });
	fs.writeFileSync(path.join(TOP, 'build/report/bench-peers.txt'),
	    `${lines.join('\n')}\n`);
} finally {
	php.stop();
	node.stop();
	await inst.stop();
	fs.rmSync(ours, { recursive: true, force: true });
}
