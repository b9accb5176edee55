/**
 * Scanners against the service, with a session, and against a server full of
 * holes (hole.c) that each of them has to find.  Prints a table and writes it
 * to build/report/scan.txt; ends with 1 when the service has a finding or a
 * scanner is blind.  A short list of names runs only those: sqlmap wapiti slow.
 */
import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { API, BIN, Instance, TOP, sleep } from '../http/harness.mjs';
import { posted } from '../http/dispatch.mjs';

const WORK = path.join(TOP, 'build/scan');
const REPORT = path.join(TOP, 'build/report/scan.txt');
const ATTACK_S = 20;
const EACH_S = 150; /* for one run of sqlmap */
const CRAWL_S = 100; /* of wapiti: for its way through the pages, */
const MODULE_S = 30; /* for each of its modules, */
const WAPITI_S = 600; /* and for all of it */
const CALM_MS = 1000; /* a caller beside an attack waits no longer, */
const BUSY = 3; /* or so many times as long as before, on a busy machine */
const ALONE_MS = 6000;

const rows = [];
const which = process.argv.slice(2);
const wanted = (name) => which.length === 0 || which.includes(name);

/** row(tool, target, good, said): a line of the table. */
function row(tool, target, good, said) {
	rows.push({ tool, target, good, said });
	console.log(`${good ? 'ok    ' : 'BAD   '} ${tool.padEnd(22)} ` +
	    `${target.padEnd(34)} ${said}`);
}

/** run(program, args, seconds): what it said, however it ended. */
const run = (program, args, seconds = EACH_S) => new Promise((resolve) => {
	execFile('timeout', ['-k', '5', String(seconds), program, ...args],
	    { cwd: WORK, maxBuffer: 1 << 26 }, (e, stdout, stderr) =>
		resolve({ code: e?.code ?? 0, text: stdout + stderr }));
});

/** hole(): the server full of holes: {url, stop}. */
function hole() {
	const child = spawn(path.join(BIN, 'tests/scan/hole'),
	    { stdio: ['ignore', 'pipe', 'inherit'] });

	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.stdout.once('data', (port) => resolve({
			url: `http://127.0.0.1:${String(port).trim()}`,
			stop: () => child.kill('SIGKILL'),
		}));
	});
}

/** headers(client): what a scanner sends to be taken for ${client}. */
const headers = (client) => ({
	Cookie: [...client.cookies].map(([k, v]) => `${k}=${v}`).join('; '),
	'X-CSRF-Token': client.csrf,
});

/* --- SQL ------------------------------------------------------------------ */

/** sqlmap(target, url, extra): true when it found a way in. */
async function sqlmap(target, url, { head = {}, extra = [] } = {}) {
	const got = await run('sqlmap', ['-u', url, '--batch', '--level', '2',
	    '--risk', '2', '--dbms', 'SQLite', '--technique', 'BEU',
	    '--threads', '4', '--flush-session', '--disable-coloring',
	    '--ignore-code', '*', '--output-dir', path.join(WORK, 'sqlmap'),
	    ...Object.entries(head).flatMap(([k, v]) => ['-H', `${k}: ${v}`]),
	    ...extra]);
	const sent = /performed (\d+) queries|(\d+) HTTP\(s\) requests/
	    .exec(got.text);

	return {
		found: /^Parameter: /m.test(got.text),
		ended: got.code === 0 &&
		    /do not appear to be injectable|^Parameter: /m
			.test(got.text),
		said: sent ? `${sent[1] ?? sent[2]} calls` : `code ${got.code}`,
		text: got.text,
	};
}

async function searchSql(it, planted) {
	const control = await sqlmap('hole', `${planted.url}/find?q=1`);
	const head = headers(await it.login('dispatcher'));
	const operator = headers(await it.login('operator'));
	const admin = headers(await it.login('admin'));
	const { body: { id } } = await posted(it);
	const base = it.base + API;

	row('sqlmap', 'planted hole', control.found, control.found
	    ? `found, ${control.said}` : 'blind');
	for (const [target, url, how] of [
	    ['GET /lookup', `${base}/lookup?q=1`, { head: operator }],
	    ['GET /requests', `${base}/requests?q=1&zone=green&all=1` +
		'&created_by=x&cursor=1', { head }],
	    ['GET /requests/{id}', `${base}/requests/${id}*`, { head }],
	    ['GET /patients', `${base}/patients?card=000123`,
		{ head: operator }],
	    ['GET /audit', `${base}/audit?object=request&object_id=1&actor=1`,
		{ head: admin }],
	    ['GET /reports/load', `${base}/reports/load?by=zone&zone=green`,
		{ head: admin }],
	    ['POST /addresses/read', `${base}/addresses/read`, { head:
		{ ...operator, 'Content-Type': 'application/json' },
		extra: ['--data', '{"text":"Мурино","place":"nevsky"}'] }],
	    ['POST /unknown-terms/settle', `${base}/unknown-terms/settle`,
		{ head: { ...admin, 'Content-Type': 'application/json' },
		    extra: ['--data', '{"term":"x","service":"E01"}'] }]]) {
		const got = await sqlmap(target, url, how);
		fs.writeFileSync(path.join(WORK, 'sqlmap.log'), got.text,
		    { flag: 'a' });
		row('sqlmap', target, got.ended && !got.found, got.found
		    ? 'INJECTABLE' : got.ended ? `nothing, ${got.said}`
			: `not ended: ${got.said}`);
	}
}

/* --- pages ---------------------------------------------------------------- */

/* What wapiti says and we do not follow, each with its reason. */
const DECIDED = [
    [/Strict-Transport-Security/, 'sent under TLS only'],
    [/X-XSS-Protection/, 'withdrawn from browsers; the CSP does it'],
];

/** wapiti(target, url, options): its findings, those decided left out. */
async function wapiti(target, url, { cookie, urls = [], modules }) {
	const out = path.join(WORK, `wapiti-${target}.json`);
	const jar = path.join(WORK, 'cookies.json');

	fs.rmSync(out, { force: true });
	fs.writeFileSync(jar, JSON.stringify({ [new URL(url).hostname]: { '/':
	    Object.fromEntries([...cookie ?? []].map(([k, v]) => [k, { value: v,
		version: 0, expires: null, secure: false, port: null }])) } }));
	const got = await run('wapiti', ['-u', url, '-m', modules, '-f', 'json',
	    '-o', out, ...cookie ? ['-c', jar] : [], '--flush-session', '--scope', 'domain',
	    '--max-scan-time', String(CRAWL_S),
	    '--max-attack-time', String(MODULE_S),
	    '--no-bugreport', '-v', '0', '--store-session',
	    path.join(WORK, 'wapiti'), ...urls.flatMap((u) => ['-s', u])],
	    WAPITI_S);
	if (!fs.existsSync(out))
		return { list: null, text: got.text };
	const { vulnerabilities } = JSON.parse(fs.readFileSync(out, 'utf8'));
	const list = Object.entries(vulnerabilities).flatMap(([kind, found]) =>
	    found.map((f) => `${kind}: ${f.method} ${f.path} ${f.parameter} ` +
		f.info));

	return { list: list.filter((line) =>
	    !DECIDED.some(([word]) => word.test(line))), text: got.text };
}

async function searchPages(it, planted) {
	const control = await wapiti('hole', `${planted.url}/`,
	    { modules: 'sql,xss,http_headers,csp' });
	const kinds = [...new Set((control.list ?? [])
	    .map((line) => line.split(':')[0]))];
	const sees = kinds.some((k) => /SQL/.test(k)) &&
	    kinds.some((k) => /Cross Site|XSS/i.test(k));

	row('wapiti', 'planted hole', sees, kinds.join(', ') || control.text);
	const client = await it.login('dispatcher');
	const got = await wapiti('service', `${it.base}/`, {
		cookie: client.cookies,
		modules: 'sql,blindsql,xss,exec,file,redirect,crlf,xxe,' +
		    'backup,methods,http_headers,csp,csrf',
		urls: ['lookup?q=1', 'services/search?q=1', 'places/search?q=1',
		    'requests?q=1&all=1', 'zones', 'visits?day=2026-11-23',
		    'openapi.json'].map((p) => `${it.base}${API}/${p}`),
	});
	row('wapiti', 'pages and API', got.list?.length === 0,
	    got.list ? got.list.join('; ') || 'nothing'
		: `not ended: ${got.text.trim().split('\n').at(-1)}`);
}

/* --- slow callers --------------------------------------------------------- */

const SLOW = {
	'slow headers (-H)': ['-H', '-i', '5'],
	'slow body (-B)': ['-B', '-i', '5', '-s', '8192', '-f',
	    'application/json'],
	'slow read (-X)': ['-X', '-w', '10', '-y', '20', '-n', '5', '-z', '8',
	    '-k', '3'],
};

/**
 * beside(url, busy, head): what a caller sees who asks all the time while
 * ${busy} goes on: [calls, failed, worst in ms].
 */
async function beside(url, busy, head = {}) {
	let calls = 0, failed = 0, worst = 0, over = false;

	busy.then(() => { over = true; });
	await sleep(1500); /* the attack has to build up */
	while (!over) {
		const began = performance.now();
		const ok = await fetch(url, { headers: head,
		    signal: AbortSignal.timeout(5000) })
		    .then(async (r) => (await r.text(), r.ok), () => false);
		calls++;
		failed += !ok;
		worst = Math.max(worst, performance.now() - began);
		await sleep(50);
	}
	return [calls, failed, Math.round(worst)];
}

async function slow(attacked, watched, mode, head) {
	const [, , alone] = await beside(watched, sleep(ALONE_MS), head);
	const attack = run('slowhttptest', [...mode, '-c', '400', '-r', '200',
	    '-l', String(ATTACK_S), '-p', '3', '-v', '1', '-u', attacked,
	    ...head?.Cookie ? ['-j', head.Cookie] : []]);
	const [calls, failed, worst] = await beside(watched, attack, head);

	return { calm: failed === 0 && calls > 20 &&
	    worst <= Math.max(CALM_MS, BUSY * alone),
	said: `${calls} calls beside, ${failed} failed, worst ${worst} ms, ` +
	    `without ${alone} ms` };
}

async function slowCallers(it, planted) {
	const head = headers(await it.login('dispatcher'));

	for (const [name, mode] of Object.entries(SLOW)) {
		const got = await slow(name.includes('-X') ? `${it.base}${API}/openapi.json`
			: `${it.base}${API}/addresses/read`,
		    `${it.base}${API}/requests`, mode, head);
		row(`slowhttptest`, name, got.calm, got.said);
	}
	/* It waits for the rest of a call without end. */
	const control = await slow(`${planted.url}/`,
	    `${planted.url}/find?q=1`, SLOW['slow headers (-H)']);
	row('slowhttptest', 'planted hole', !control.calm, control.said);
}

/* -------------------------------------------------------------------------- */

const it = new Instance();
let planted;

fs.mkdirSync(WORK, { recursive: true });
fs.rmSync(path.join(WORK, 'sqlmap.log'), { force: true });
fs.mkdirSync(path.dirname(REPORT), { recursive: true });
try {
	await it.launch();
	planted = await hole();
	if (wanted('slow'))
		await slowCallers(it, planted);
	if (wanted('sqlmap'))
		await searchSql(it, planted);
	if (wanted('wapiti'))
		await searchPages(it, planted);
	const got = await it.send({ path: '/readyz' });
	row('afterwards', 'GET /readyz', got.status === 200, `${got.status}`);
} finally {
	planted?.stop();
	await it.stop();
}
fs.writeFileSync(REPORT, rows.map(({ tool, target, good, said }) =>
    `${good ? 'ok ' : 'BAD'}  ${tool.padEnd(14)} ${target.padEnd(28)} ${said}`)
    .join('\n') + '\n');
process.exitCode = rows.every((r) => r.good) ? 0 : 1;
