/**
 * What goes wrong while many clients work: the service killed, ended, frozen,
 * nginx read anew.  A call on its way then may have been done although its
 * answer, asked for again by nginx, says that it could not be done any more.
 */
import fs from 'node:fs';
import path from 'node:path';
import { sleep } from '../http/harness.mjs';

const PAUSE_MS = [300, 700]; /* between two faults: at least, and at random */
const FROZEN_MS = 800; /* not long enough for the watchdog */

const nginxOf = (it) => Number(fs.readFileSync(
    path.join(it.var, 'run/nginx.pid'), 'utf8'));

/* name: what is done; resolves when it is over */
export const KINDS = {
	'kill -9': async (it) => it.restarted(it.kill9()),
	async restart(it) {
		const old = it.pid;

		process.kill(old, 'SIGTERM');
		await it.restarted(old);
	},
	async freeze(it) {
		const { pid } = it;

		process.kill(pid, 'SIGSTOP');
		await sleep(FROZEN_MS);
		process.kill(pid, 'SIGCONT');
	},
	async 'nginx reload'(it) {
		process.kill(nginxOf(it), 'SIGHUP');
		await sleep(100);
	},
};

export class Faults {
	/**
	 * Faults on ${it}, each once and then in an order drawn with ${random},
	 * until stop(); ${more} kinds of them, or others under their names.
	 */
	constructor(it, random, more = {}) {
		this.it = it;
		this.random = random;
		this.kinds = { ...KINDS, ...more };
		this.count = Object.fromEntries(
		    Object.keys(this.kinds).map((name) => [name, 0]));
		this.spans = [];
		this.going = true;
		this.done = this.#go();
	}

	async #go() {
		const names = Object.keys(this.kinds);
		const once = [...names]; /* each at least, then at random */

		while (this.going) {
			await sleep(PAUSE_MS[0] + this.random() * PAUSE_MS[1]);
			const name = once.shift() ?? names[Math.floor(
			    this.random() * names.length)];
			const span = { from: performance.now(), to: Infinity };
			this.spans.push(span);
			await this.kinds[name](this.it);
			span.to = performance.now();
			this.count[name]++;
		}
	}

	async stop() {
		this.going = false;
		await this.done;
	}

	/** mark(calls): those on their way during a fault become `shaken`. */
	mark(calls) {
		for (const call of calls)
			call.shaken = this.spans.some((s) => call.sent < s.to &&
			    s.from < call.got);
	}
}
