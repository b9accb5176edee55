/**
 * Speaking HTTP: one call, raw bytes, and a person at a screen.
 */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import zlib from 'node:zlib';

export const API = '/api/v1';
export const COOKIE = '__Host-hv';

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** exchange(call): one HTTP call, the answer parsed when it is JSON. */
export function exchange(call, retried = false) {
	const { method = 'GET', path: target, headers = {}, body, agent, host,
	    port, timeout = 20_000 } = call;
	const payload = body === undefined ? undefined : Buffer.from(body);

	return new Promise((resolve, reject) => {
		const all = { ...headers };
		if (payload && !all['Content-Length'] &&
		    !all['Transfer-Encoding'])
			all['Content-Length'] = payload.length;
		const req = http.request({ method, path: target, host, port,
		    headers: all, agent, timeout }, (res) => {
			const chunks = [];
			res.on('data', (c) => chunks.push(c));
			res.on('error', reject);
			res.on('end', () => {
				try {
					resolve(answer(res.statusCode,
					    res.headers, Buffer.concat(chunks)));
				} catch (e) {
					reject(e);
				}
			});
		});
		req.on('timeout', () =>
		    req.destroy(new Error(`no answer: ${method} ${target}`)));
		req.on('error', (e) => {
			/* An idle kept connection closed as we took it. */
			if (req.reusedSocket && !retried &&
			    (e.code === 'ECONNRESET' || e.code === 'EPIPE'))
				resolve(exchange(call, true));
			else
				reject(e);
		});
		req.end(payload);
	});
}

/** answer(status, headers, bytes): what the tests look at. */
export function answer(status, headers, bytes) {
	const plain = headers['content-encoding'] === 'gzip'
	    ? zlib.gunzipSync(bytes) : bytes;
	const text = plain.toString('utf8');
	const type = headers['content-type'] ?? '';
	let body = null;

	if (/\bjson\b/.test(type) && text !== '')
		body = JSON.parse(text);
	return { status, headers, text, body, type };
}

/** rawExchange(where, bytes, {ms, end}): plain TCP or unix socket. */
export function rawExchange(where, bytes, { ms, end }) {
	return new Promise((resolve, reject) => {
		const chunks = [];
		const s = net.connect(where, () => {
			s.write(bytes);
			if (end)
				s.end();
		});
		const done = () => {
			clearTimeout(timer);
			s.destroy();
			resolve(Buffer.concat(chunks));
		};
		const timer = setTimeout(done, ms);
		s.on('data', (c) => chunks.push(c));
		s.on('end', done);
		s.on('close', done);
		s.on('error', (e) =>
		    ['ECONNRESET', 'EPIPE'].includes(e.code) ? done()
			: reject(e));
	});
}

/** A person at a screen: cookie jar, CSRF token, keys. */
export class Client {
	constructor(inst) {
		this.inst = inst;
		this.cookies = new Map();
		this.csrf = null;
		this.address = null; /* set: calls go by FastCGI from there */
	}

	/**
	 * call(method, path, body, options): ${path} without /api/v1.  Options:
	 * key (Idempotency-Key; null: none), etag (If-Match), headers (null
	 * removes one), raw (a body sent as it is), absolute.
	 */
	async call(method, target, body, options = {}) {
		const headers = { Accept: 'application/json' };
		let payload = options.raw;

		if (payload === undefined && body !== undefined)
			payload = JSON.stringify(body);
		if (payload !== undefined)
			headers['Content-Type'] = 'application/json';
		if (this.cookies.size > 0)
			headers.Cookie = [...this.cookies]
			    .map(([k, v]) => `${k}=${v}`).join('; ');
		if (!['GET', 'HEAD', 'OPTIONS'].includes(method)) {
			if (this.csrf)
				headers['X-CSRF-Token'] = this.csrf;
			if (method === 'POST' && options.key !== null)
				headers['Idempotency-Key'] =
				    options.key ?? randomUUID();
		}
		if (options.etag !== undefined)
			headers['If-Match'] = options.etag;
		for (const [k, v] of Object.entries(options.headers ?? {})) {
			delete headers[k];
			if (v !== null)
				headers[k] = v;
		}
		const got = await this.#transport({ method,
		    path: options.absolute ? target : API + target,
		    headers, body: payload });
		this.#keep(got.headers['set-cookie']);
		return got;
	}

	#transport(call) {
		if (this.address)
			return this.inst.fcgi({ ...call,
			    address: this.address });
		return this.inst.send(call);
	}

	#keep(lines) {
		for (const line of [lines ?? []].flat()) {
			const [pair, ...attrs] = line.split(';');
			const at = pair.indexOf('=');
			const name = pair.slice(0, at).trim();
			const gone = attrs.some(
			    (a) => /^\s*max-age=0\s*$/i.test(a));
			if (gone || pair.slice(at + 1) === '')
				this.cookies.delete(name);
			else
				this.cookies.set(name, pair.slice(at + 1));
		}
	}

	get(target, options) {
		return this.call('GET', target, undefined, options);
	}

	post(target, body = {}, options) {
		return this.call('POST', target, body, options);
	}

	put(target, body, options) {
		return this.call('PUT', target, body, options);
	}

	patch(target, body, options) {
		return this.call('PATCH', target, body, options);
	}

	delete(target, options) {
		return this.call('DELETE', target, undefined, options);
	}

	/** signIn(login, password): waits when told to come back later. */
	async signIn(login, password) {
		for (let tries = 0; ; tries++) {
			const got = await this.call('POST', '/session',
			    { login, password }, { key: null });
			if (got.status === 200) {
				this.csrf = got.body.csrf_token;
				this.session = got.body;
				return got;
			}
			if (got.status !== 429 || tries === 10)
				throw new Error(`login of ${login}: ` +
				    `${got.status} ${got.text}`);
			await sleep(1000 *
			    Number(got.headers['retry-after'] ?? 1));
		}
	}
}
