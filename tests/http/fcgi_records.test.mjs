/** FastCGI records straight to homevisitd, whole and broken. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import test, { afterEach } from 'node:test';
import { problem, status } from './checks.mjs';
import * as fcgi from './fcgi.mjs';
import { API, COOKIE, TOP, service } from './harness.mjs';
import { registration } from './samples.mjs';

/* libfcgi leaks 48 bytes at a broken FCGI_GET_VALUES, which nginx never sends. */
const it = service({ env: { LSAN_OPTIONS: `suppressions=${path.join(TOP,
    'tests/http/lsan.supp')}:print_suppressions=0` } });

afterEach(async () => {
	status(await it.fcgi({ path: '/healthz' }), 200);
	status(await it.send({ path: '/healthz' }), 200);
});

const health = { path: '/healthz' };

/** signed(call): the call with the operator's cookie and token. */
async function signed(call) {
	const client = await it.login('operator');

	return { ...call, headers: {
		Cookie: `${COOKIE}=${client.cookies.get(COOKIE)}`,
		'X-CSRF-Token': client.csrf, 'Sec-Fetch-Site': 'same-origin',
		...call.headers,
	} };
}

/** one(call, how): the call with its records cut as ${how} says. */
const one = (call, how) => fcgi.call(it.socket, call, how);

/** spoilt(bytes, {ms}): send bytes, hang up after a moment. */
async function spoilt(bytes, { ms = 50 } = {}) {
	const conn = await fcgi.open(it.socket);

	conn.socket.write(bytes);
	await conn.wait(fcgi.END, ms).catch(() => {});
	conn.close();
}

test('a call without nginx', async () => {
	status(await it.fcgi(health), 200);
	problem(await it.fcgi({ path: `${API}/zones` }), 401);
	status(await it.fcgi(await signed({ path: `${API}/zones` })), 200);
});

test('parameters and body in records of any size', async () => {
	for (const step of [1, 7, 8, 127, 4096]) {
		const got = await one(await signed({ method: 'POST',
		    path: `${API}/requests`, body: JSON.stringify(registration()),
		    headers: { 'Content-Type': 'application/json',
			'Idempotency-Key': `records-of-${step}-bytes` } }),
		    { step });
		status(got, 201);
	}
});

test('records that arrive byte by byte', async () => {
	const bytes = fcgi.message(await signed({ path: `${API}/zones` }));
	const conn = await fcgi.open(it.socket);

	conn.socket.setNoDelay(true);
	for (let at = 0; at < bytes.length; at += 3)
		await conn.write(bytes.subarray(at, at + 3));
	status(fcgi.cgiAnswer(await conn.wait()), 200);
	conn.close();
});

test('an answer longer than a record and than the socket holds', async () => {
	const got = await it.fcgi(await signed({
	    path: `${API}/openapi.json` }));
	const length = Buffer.byteLength(got.text);

	status(got, 200);
	assert.ok(length > 212_992, `${length} bytes`);
	assert.equal(length, Number(got.headers['content-length']));
	assert.equal(got.body.openapi, '3.1.0');
});

test('a kept connection answers one call after the other', async () => {
	const conn = await fcgi.open(it.socket);

	for (let i = 1; i <= 3; i++) {
		await conn.write(fcgi.message(health,
		    { flags: fcgi.KEEP_CONN }));
		for (let wait = 0; wait < 200; wait++) {
			const ends = conn.records()
			    .filter((r) => r.type === fcgi.END).length;
			if (ends === i)
				break;
			assert.equal(conn.closed, false);
			await new Promise((done) => setTimeout(done, 10));
		}
		assert.equal(conn.records().filter(
		    (r) => r.type === fcgi.END).length, i);
	}
	conn.close();
});

test('a body that is not there', async () => {
	const post = await signed({ method: 'POST', path: `${API}/quotes`,
	    headers: { 'Content-Type': 'application/json',
		'Idempotency-Key': 'an-empty-body-0001' } });

	problem(await one(post), 400);
	problem(await one({ ...post, params: { ...fcgi.params(post),
	    CONTENT_LENGTH: '0' } }), 400);
});

test('a length that lies', async () => {
	const body = '{"zone":"green"}';
	const post = await signed({ method: 'POST', path: `${API}/quotes`, body,
	    headers: { 'Content-Type': 'application/json',
		'Idempotency-Key': 'a-length-that-lies' } });

	for (const length of ['100', '5', '-1', 'x', '99999999999999999999',
	    '65537', '1e3', ' 16', '0x10']) {
		const got = await one({ ...post, params: {
		    ...fcgi.params(post), CONTENT_LENGTH: length } });
		status(got, 201, 400, 411, 413);
	}
});

test('parameters nobody expects', async () => {
	const base = fcgi.params(health);

	for (const params of [{}, { ...base, REQUEST_METHOD: '' },
	    { ...base, REQUEST_METHOD: 'BREW' }, { ...base, REQUEST_URI: '' },
	    { ...base, REQUEST_URI: 'healthz', DOCUMENT_URI: 'healthz',
		SCRIPT_NAME: 'healthz' },
	    { ...base, QUERY_STRING: '&&==%%' },
	    { ...base, REMOTE_ADDR: 'x'.repeat(3000) },
	    { ...base, HTTP_COOKIE: 'x'.repeat(30_000) },
	    { ...base, HTTP_ACCEPT_LANGUAGE: ';q=,,*;q=9,xx-'.repeat(100) },
	    { ...base, HTTP_IF_NONE_MATCH: '"'.repeat(999) },
	    { ...base, REQUEST_URI: `/healthz?${'x'.repeat(60_000)}` },
	    Object.fromEntries(Array.from({ length: 2000 },
		(_, i) => [`P${i}`, 'x']))]) {
		const conn = await fcgi.open(it.socket);
		await conn.write(fcgi.message({ params }));
		const records = await conn.wait();
		if (records.some((r) => r.type === fcgi.STDOUT &&
		    r.content.length > 0))
			assert.ok(fcgi.cgiAnswer(records).status < 500 ||
			    fcgi.cgiAnswer(records).status === 503);
		conn.close();
	}
});

test('calls broken off at every stage', async () => {
	const whole = fcgi.message(await signed({ method: 'POST',
	    path: `${API}/quotes`, body: '{"zone":"green"}',
	    headers: { 'Content-Type': 'application/json' } }));

	for (let at = 0; at < whole.length; at += 37)
		await spoilt(whole.subarray(0, at), { ms: 2 });
});

test('an abort record', async () => {
	const params = fcgi.stream(fcgi.PARAMS,
	    fcgi.pairs(fcgi.params(health)));

	await spoilt(Buffer.concat([fcgi.begin(), fcgi.record(fcgi.ABORT)]));
	await spoilt(Buffer.concat([fcgi.begin(), params,
	    fcgi.record(fcgi.ABORT)]));
	await spoilt(fcgi.record(fcgi.ABORT));
});

test('a caller gone before the answer', async () => {
	const bytes = fcgi.message(await signed(
	    { path: `${API}/requests?limit=200` }));

	for (let i = 0; i < 20; i++) {
		const conn = await fcgi.open(it.socket);
		await conn.write(bytes);
		conn.close();
	}
});

test('management records and unknown types', async () => {
	await spoilt(fcgi.record(fcgi.GET_VALUES,
	    fcgi.pairs({ FCGI_MPXS_CONNS: '', FCGI_MAX_CONNS: '' }), 0));
	await spoilt(fcgi.record(77, Buffer.from('x'), 0));
	await spoilt(Buffer.concat([fcgi.begin(), fcgi.record(77)]));
	await spoilt(fcgi.begin({ role: 2 }));
	await spoilt(fcgi.begin({ role: 9 }));
	await spoilt(Buffer.concat([fcgi.begin({ id: 1 }),
	    fcgi.begin({ id: 2 })]));
	await spoilt(Buffer.concat([fcgi.begin(),
	    fcgi.record(fcgi.STDIN, Buffer.from('early'))]));
});

test('bytes that are no records', async () => {
	for (const bytes of [Buffer.alloc(0), Buffer.from('GET / HTTP/1.1\r\n'),
	    Buffer.alloc(100), Buffer.alloc(100, 0xff), randomBytes(4096),
	    Buffer.from([1, 1]), Buffer.from([9, 1, 0, 1, 0, 8, 0, 0])])
		await spoilt(bytes, { ms: 20 });
});

test('names and values with lengths that lie', async () => {
	/* libfcgi may abort on these; the supervisor must be back at once. */
	for (const bytes of [[0xff, 0xff, 0xff, 0xff], [0x80, 0, 0, 0],
	    [5, 200, 65], [0x7f, 0x7f], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 1, 2, 3]])
		await spoilt(Buffer.concat([fcgi.begin(),
		    fcgi.stream(fcgi.PARAMS, Buffer.from(bytes)),
		    fcgi.stream(fcgi.STDIN, Buffer.alloc(0))]), { ms: 30 });
	await it.restarted(-1);
});

test('more silent connections than threads', async () => {
	const silent = await Promise.all(Array.from({ length: 200 },
	    () => fcgi.open(it.socket)));

	/* These two dozen are in the midst of a call. */
	for (const conn of silent.slice(0, 24))
		conn.socket.write(fcgi.begin());
	for (let i = 0; i < 10; i++)
		status(await it.fcgi(health), 200);
	for (const conn of silent)
		conn.close();
});

test('silent callers do not keep others waiting', async () => {
	const silent = await Promise.all(Array.from({ length: 4 },
	    () => fcgi.open(it.socket)));
	const half = await fcgi.open(it.socket);

	half.socket.write(fcgi.begin());
	const began = Date.now();
	for (let i = 0; i < 10; i++)
		status(await it.fcgi(health), 200);
	assert.ok(Date.now() - began < 2000, `${Date.now() - began} ms`);
	for (const conn of [...silent, half])
		conn.close();
});
