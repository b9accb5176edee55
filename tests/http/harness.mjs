/**
 * A private instance of the service for one test file: real nginx, real
 * homevisitd, own database.
 */
import { spawn, execFile } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { after, before } from 'node:test';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { Client, exchange, rawExchange, sleep } from './client.mjs';
import { call as fcgiCall } from './fcgi.mjs';

export { API, COOKIE, sleep } from './client.mjs';

export const TOP = path.resolve(
    path.dirname(fileURLToPath(import.meta.url)), '../..');
export const BIN = path.resolve(TOP, process.env.BIN ??
    ['build/asan', 'build/release'].find(
	(d) => fs.existsSync(path.join(TOP, d, 'homevisitd'))) ??
    'build/release');
export const RUN = process.env.RUN ?? path.join(TOP, 'cgi/run.sh');
export const PASSWORD = 'Suite-Passphrase-0001';

/* A folder with the database to begin with: see sample.mjs. */
const SAMPLE = process.env.HV_SAMPLE;
const START_MS = 60_000;
const STOP_MS = 15_000;

/** until(probe, ms, what): poll ${probe} until it gives something true. */
export async function until(probe, ms, what) {
	const end = Date.now() + ms;

	for (;;) {
		const got = await probe();
		if (got)
			return got;
		if (Date.now() > end)
			throw new Error(`not within ${ms} ms: ${what}`);
		await sleep(25);
	}
}

/* What is still to be stopped should a test file die before its after(). */
const running = new Set();
process.on('exit', () => {
	for (const child of running)
		child.kill('SIGTERM');
});
process.once('SIGTERM', () => process.exit(143));

/**
 * service(options, prepare): one instance for the whole test file: up before
 * its first test, and prepared by ${prepare}; down after its last.
 */
export function service(options, prepare) {
	const inst = new Instance(options);

	before(async () => {
		await inst.launch();
		await prepare?.(inst);
	});
	after(() => inst.stop());
	return inst;
}

/** tempVar(): a fresh folder for one instance, short enough for a socket. */
export function tempVar() {
	return fs.mkdtempSync(path.join(os.tmpdir(), 'hv-'));
}

/* What a sanitizer or a failed assertion leaves in the log. */
const CRASH = /.*(?:(?:Address|Leak|Thread|UndefinedBehavior)Sanitizer:|: runtime error:|Assertion .* failed).*/;

/**
 * An instance.  Options: var_dir; env, added for run.sh; users, a list of
 * {login, role} made beside the demo users.
 */
export class Instance {
	constructor({ var_dir, env, users } = {}) {
		this.var = var_dir ?? tempVar();
		this.env = env ?? {};
		this.users = users ?? [];
		this.clients = new Map();
		this.agent = new http.Agent({ keepAlive: true });
	}

	get socket() {
		return path.join(this.var, 'run/homevisitd.sock');
	}

	get db() {
		return path.join(this.var, 'homevisit.db');
	}

	get pidFile() {
		return path.join(this.var, 'homevisitd.pid');
	}

	get pid() {
		return Number(fs.readFileSync(this.pidFile, 'utf8').trim());
	}

	async launch(port = 0) {
		await this.#prepare();
		this.output = '';
		// It ends with us, however we end.
		this.child = spawn('setpriv', ['--pdeathsig', 'TERM', RUN], {
			cwd: TOP,
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, BIN, PORT: String(port),
			    VAR: this.var, DEMO_PASSWORD: PASSWORD, ...this.env },
		});
		running.add(this.child);
		this.exited = new Promise((done) => {
			this.child.on('error', (e) => done({ error: e }));
			this.child.on('exit', (code, signal) =>
			    done({ code, signal }));
		});
		this.base = await this.#ready();
		this.port = Number(new URL(this.base).port);
		await until(() => fs.existsSync(this.pidFile), 5000, 'pid file');
	}

	async #prepare() {
		if (fs.existsSync(this.db) || !SAMPLE && this.users.length === 0)
			return;
		if (SAMPLE)
			fs.cpSync(SAMPLE, this.var, { recursive: true });
		else
			await must(['--db', this.db, 'init', '--sample']);
		for (const { login, role } of this.users)
			await must(['--db', this.db, 'user', 'add', login, role],
			    { input: `${PASSWORD}\n` });
	}

	#ready() {
		return new Promise((resolve, reject) => {
			const take = (chunk) => {
				this.output += chunk;
				const at = /^ready (http:\/\/\S+)$/m.exec(
				    this.output);
				if (at) {
					clearTimeout(timer);
					resolve(at[1]);
				}
			};
			const fail = (why) => reject(new Error(
			    `${RUN} did not come up (${why}):\n${this.output}`));
			const timer = setTimeout(() => {
				this.#killGroup();
				fail('time-out');
			}, START_MS);
			timer.unref();
			this.child.stdout.setEncoding('utf8').on('data', take);
			this.child.stderr.setEncoding('utf8').on('data', take);
			this.exited.then((how) => fail(JSON.stringify(how,
			    (_, v) => v instanceof Error ? v.message : v)));
		});
	}

	#killGroup() {
		try {
			process.kill(-this.child.pid, 'SIGKILL');
		} catch { /* gone already */ }
	}

	/**
	 * stop(): SIGTERM, wait; resolves to {code, signal, ms}.  Throws when
	 * a sanitizer spoke.
	 */
	async stop({ remove = true } = {}) {
		const began = Date.now();

		this.child.kill('SIGTERM');
		const timer = setTimeout(() => this.#killGroup(), STOP_MS);
		const how = await this.exited;
		clearTimeout(timer);
		this.agent.destroy();
		running.delete(this.child);
		this.#killGroup();
		const crash = CRASH.exec(this.logs());
		if (remove && !crash && !process.env.KEEP)
			fs.rmSync(this.var, { recursive: true, force: true });
		if (crash)
			throw new Error(`${crash[0]} (see ${this.var})`);
		return { ...how, ms: Date.now() - began };
	}

	/** kill9(): end homevisitd itself; the supervisor has to restart it. */
	kill9() {
		const pid = this.pid;

		process.kill(pid, 'SIGKILL');
		return pid;
	}

	/** worked(): nanoseconds of processor homevisitd has had so far. */
	worked() {
		const tasks = `/proc/${this.pid}/task`;

		return fs.readdirSync(tasks).reduce((sum, id) => sum + Number(
		    fs.readFileSync(`${tasks}/${id}/schedstat`, 'utf8')
			.split(' ')[0]), 0);
	}

	/** restarted(old): wait until another homevisitd answers. */
	restarted(old) {
		return until(async () => {
			let pid;
			try {
				pid = this.pid;
			} catch {
				return false;
			}
			if (!pid || pid === old)
				return false;
			const got = await this.send({ path: '/readyz' })
			    .catch(() => null);
			return got?.status === 200;
		}, 10_000, 'homevisitd restarted');
	}

	/** logs(): everything written to the log folder and to our pipe. */
	logs() {
		let all = this.output;
		const visit = (dir) => {
			for (const e of fs.readdirSync(dir,
			    { withFileTypes: true })) {
				const full = path.join(dir, e.name);
				if (e.isDirectory())
					visit(full);
				else if (e.isFile() &&
				    !/\.db(-wal|-shm)?$/.test(e.name))
					all += fs.readFileSync(full, 'latin1');
			}
		};
		visit(this.var);
		return all;
	}

	/** send({method, path, headers, body}): one call through nginx. */
	send(call) {
		return exchange({ agent: this.agent, host: '127.0.0.1',
		    port: this.port, ...call });
	}

	/** raw(bytes, ms): send bytes, give back all that came till the close. */
	raw(bytes, { ms = 5000, end = false } = {}) {
		return rawExchange({ host: '127.0.0.1', port: this.port },
		    bytes, { ms, end });
	}

	/** fcgi(call): one call by FastCGI records, past nginx. */
	fcgi(call) {
		return fcgiCall(this.socket, call);
	}

	/** login(login): a signed-in client, the same one for the same login. */
	login(login) {
		if (!this.clients.has(login))
			this.clients.set(login, this.newSession(login));
		return this.clients.get(login);
	}

	/** newSession(login): sign in anew. */
	async newSession(login, password = PASSWORD) {
		const client = new Client(this);

		await client.signIn(login, password);
		return client;
	}

	anonymous() {
		return new Client(this);
	}
}

const exec = promisify(execFile);

/**
 * homevisit(args, {env, input}): run the admin command; resolves to
 * {code, stdout, stderr}, never throws for an exit code.
 */
export function homevisit(args, { env, input } = {}) {
	const running = exec(path.join(BIN, 'homevisit'), args, {
		cwd: TOP, timeout: 60_000, env: { ...process.env, ...env },
	});

	running.child.stdin.on('error', () => {}); /* it may not read */
	running.child.stdin.end(input ?? '');
	return running.then(
	    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
	    (e) => ({ code: e.code ?? e.signal, stdout: e.stdout,
		stderr: e.stderr }));
}

/** The same, which has to work. */
async function must(args, options) {
	const got = await homevisit(args, options);

	if (got.code !== 0)
		throw new Error(`homevisit ${args.join(' ')}: ` +
		    `${got.code}\n${got.stdout}${got.stderr}`);
}

/** makeSample(folder): anew, the database run.sh makes where there is none. */
export function makeSample(folder) {
	fs.rmSync(folder, { recursive: true, force: true });
	fs.mkdirSync(folder, { recursive: true });
	return must(['--db', path.join(folder, 'homevisit.db'), 'init',
	    '--sample', '--demo-users'], { env: { DEMO_PASSWORD: PASSWORD } });
}
