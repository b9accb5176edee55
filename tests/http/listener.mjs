/** A client of GET /events: what it heard, and waiting for more. */
import http from 'node:http';
import { API } from './client.mjs';

const WAIT_MS = 10_000;

/** parse(block): one event of the stream, as {id, event, data, comment}. */
function parse(block) {
	const out = {};

	for (const line of block.split('\n')) {
		const at = line.indexOf(':');
		const name = at === 0 ? 'comment' : line.slice(0, at);
		out[name] = line.slice(at + 1).trim();
	}
	if (out.data !== undefined)
		out.data = JSON.parse(out.data);
	return out;
}

export class Listener {
	/** listen(client, {lastId}): once the answer's header is there. */
	static listen(client, { lastId } = {}) {
		const listener = new Listener();

		return new Promise((resolve, reject) => {
			const headers = { Accept: 'text/event-stream',
			    Cookie: [...client.cookies]
				.map(([k, v]) => `${k}=${v}`).join('; ') };
			if (lastId !== undefined)
				headers['Last-Event-ID'] = lastId;
			listener.req = http.get({ host: '127.0.0.1',
			    port: client.inst.port, path: `${API}/events`,
			    headers }, (res) => {
				listener.#take(res);
				resolve(listener);
			});
			listener.req.on('error', (e) => {
				listener.#end();
				reject(e); /* no effect once it is open */
			});
		});
	}

	constructor() {
		this.blocks = [];
		this.ended = false;
		this.waiting = new Set();
	}

	#take(res) {
		let rest = '';

		this.status = res.statusCode;
		this.headers = res.headers;
		res.setEncoding('utf8');
		res.on('data', (chunk) => {
			const parts = (rest + chunk).split('\n\n');
			rest = parts.pop();
			const at = performance.now();
			for (const p of parts)
				this.blocks.push({ ...parse(p), at });
			this.#look();
		});
		res.on('error', () => {});
		res.on('close', () => this.#end());
	}

	#look() {
		for (const check of [...this.waiting])
			check();
	}

	#end() {
		this.ended = true;
		this.#look();
	}

	/** The number a client would come back with. */
	get lastId() {
		return this.blocks.findLast((b) => b.id)?.id;
	}

	/** events(name): what came under that name. */
	events(name = 'request') {
		return this.blocks.filter((b) => b.event === name);
	}

	/** until(is, what): wait until is(this) gives something true. */
	until(is, what = String(is)) {
		return new Promise((resolve, reject) => {
			const check = () => {
				const got = is(this);
				if (!got)
					return;
				clearTimeout(timer);
				this.waiting.delete(check);
				resolve(got);
			};
			const timer = setTimeout(() => {
				this.waiting.delete(check);
				reject(new Error(`never: ${what}; heard ` +
				    JSON.stringify(this.blocks.slice(-5))));
			}, WAIT_MS);
			this.waiting.add(check);
			check();
		});
	}

	/** heard(id, state): the event of that request in that state. */
	heard(id, state) {
		return this.until(() => this.events().find((e) =>
		    e.data.id === id && (!state || e.data.state === state)),
		    `${id} ${state}`);
	}

	/** ready(): the stream has begun. */
	ready() {
		return this.until(() => this.blocks.length > 0, 'a beginning');
	}

	close() {
		this.req.destroy();
	}
}
