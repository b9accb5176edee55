/**
 * FastCGI records by hand (FastCGI 1.0), to speak to homevisitd without
 * nginx: whole calls, and the pieces to build broken ones from.
 */
import net from 'node:net';
import { answer } from './client.mjs';

export const BEGIN = 1;
export const ABORT = 2;
export const END = 3;
export const PARAMS = 4;
export const STDIN = 5;
export const STDOUT = 6;
export const STDERR = 7;
export const GET_VALUES = 9;
export const GET_VALUES_RESULT = 10;
export const UNKNOWN_TYPE = 11;
export const RESPONDER = 1;
export const KEEP_CONN = 1;

/** record(type, content, id): one record, padded to eight bytes. */
export function record(type, content = Buffer.alloc(0), id = 1) {
	const body = Buffer.from(content);
	const padding = (8 - body.length % 8) % 8;
	const head = Buffer.alloc(8);

	head.writeUInt8(1, 0);
	head.writeUInt8(type, 1);
	head.writeUInt16BE(id, 2);
	head.writeUInt16BE(body.length, 4);
	head.writeUInt8(padding, 6);
	return Buffer.concat([head, body, Buffer.alloc(padding)]);
}

export function begin({ id = 1, role = RESPONDER, flags = 0 } = {}) {
	const body = Buffer.alloc(8);

	body.writeUInt16BE(role, 0);
	body.writeUInt8(flags, 2);
	return record(BEGIN, body, id);
}

function length(n) {
	if (n < 128)
		return Buffer.from([n]);
	const four = Buffer.alloc(4);
	four.writeUInt32BE((n | 0x80000000) >>> 0);
	return four;
}

/** pairs(params): name-value pairs as bytes. */
export function pairs(params) {
	return Buffer.concat(Object.entries(params).flatMap(([k, v]) => {
		const name = Buffer.from(k);
		const value = Buffer.from(String(v));
		return [length(name.length), length(value.length), name, value];
	}));
}

/** stream(type, bytes, step, id): bytes cut into records, and the end. */
export function stream(type, bytes, step = 65_528, id = 1) {
	const out = [];

	for (let at = 0; at < bytes.length; at += step)
		out.push(record(type, bytes.subarray(at, at + step), id));
	out.push(record(type, undefined, id));
	return Buffer.concat(out);
}

/** params(call): the parameters nginx would send for an HTTP call. */
export function params({ method = 'GET', path, headers = {}, body, address = '127.0.0.1' }) {
	const at = path.indexOf('?');
	const out = {
		GATEWAY_INTERFACE: 'CGI/1.1',
		SERVER_PROTOCOL: 'HTTP/1.1',
		SERVER_SOFTWARE: 'nginx',
		REQUEST_METHOD: method,
		REQUEST_URI: path,
		DOCUMENT_URI: at < 0 ? path : path.slice(0, at),
		SCRIPT_NAME: at < 0 ? path : path.slice(0, at),
		QUERY_STRING: at < 0 ? '' : path.slice(at + 1),
		REMOTE_ADDR: address,
		REMOTE_PORT: '40000',
		SERVER_ADDR: '127.0.0.1',
		SERVER_PORT: '80',
		SERVER_NAME: 'localhost',
		CONTENT_TYPE: '',
		CONTENT_LENGTH: body === undefined ? ''
		    : String(Buffer.byteLength(body)),
	};

	for (const [k, v] of Object.entries(headers))
		if (/^content-type$/i.test(k))
			out.CONTENT_TYPE = v;
		else
			out[`HTTP_${k.toUpperCase().replace(/-/g, '_')}`] = v;
	return out;
}

/** message(call, {step, flags, id}): a whole call as records. */
export function message(call, { step, flags, id } = {}) {
	return Buffer.concat([begin({ flags, id }),
	    stream(PARAMS, pairs(call.params ?? params(call)), step, id),
	    stream(STDIN, Buffer.from(call.body ?? ''), step, id)]);
}

/** parse(bytes): the whole records in ${bytes}; throws on a broken one. */
export function parse(bytes) {
	const out = [];

	for (let at = 0; at + 8 <= bytes.length;) {
		if (bytes[at] !== 1)
			throw new Error(`record of version ${bytes[at]}`);
		const n = bytes.readUInt16BE(at + 4);
		const next = at + 8 + n + bytes[at + 6];
		if (next > bytes.length)
			break;
		out.push({ type: bytes[at + 1], id: bytes.readUInt16BE(at + 2),
		    content: bytes.subarray(at + 8, at + 8 + n) });
		at = next;
	}
	return out;
}

/** cgiAnswer(records, id): status, headers and body of a responder. */
export function cgiAnswer(records, id = 1) {
	const bytes = Buffer.concat(records
	    .filter((r) => r.type === STDOUT && r.id === id)
	    .map((r) => r.content));
	const split = /\r?\n\r?\n/.exec(bytes.toString('latin1'));
	if (!split)
		throw new Error(`no header end in ${bytes.toString('utf8')}`);
	const headers = {};
	let status = 200;
	const head = bytes.toString('latin1', 0, split.index);

	for (const line of head.split(/\r?\n/)) {
		const at = line.indexOf(':');
		const name = line.slice(0, at).toLowerCase();
		const value = line.slice(at + 1).trim();
		if (name === 'status')
			status = parseInt(value, 10);
		else if (name === 'set-cookie')
			(headers[name] ??= []).push(value);
		else
			headers[name] = value;
	}
	return answer(status, headers,
	    bytes.subarray(split.index + split[0].length));
}

/** open(socket): a connection that collects records. */
export function open(socket) {
	return new Promise((resolve, reject) => {
		const s = net.connect(socket);
		let bytes = Buffer.alloc(0);
		const waiting = new Set();
		const look = () => {
			for (const w of [...waiting])
				w();
		};
		const conn = {
			socket: s,
			closed: false,
			records: () => parse(bytes),
			write: (b) => new Promise((done) => s.write(b, done)),
			close: () => s.destroy(),
			/* Records so far once one has ${type} or all ended. */
			wait: (type = END, ms = 10_000) =>
			    new Promise((done, fail) => {
				const check = () => {
					const all = parse(bytes);
					if (!conn.closed &&
					    !all.some((r) => r.type === type))
						return;
					waiting.delete(check);
					clearTimeout(timer);
					done(all);
				};
				const timer = setTimeout(() => {
					waiting.delete(check);
					fail(new Error('no FastCGI answer'));
				}, ms);
				waiting.add(check);
				check();
			}),
		};
		s.on('data', (c) => {
			bytes = Buffer.concat([bytes, c]);
			look();
		});
		s.on('close', () => {
			conn.closed = true;
			look();
		});
		s.on('error', (e) => {
			reject(e); /* no effect once connected */
			conn.closed = true;
			look();
		});
		s.on('connect', () => resolve(conn));
	});
}

/** call(socket, what, how): one whole call, its answer as over HTTP. */
export async function call(socket, what, how) {
	const conn = await open(socket);

	try {
		await conn.write(message(what, how));
		return cgiAnswer(await conn.wait());
	} finally {
		conn.close();
	}
}
