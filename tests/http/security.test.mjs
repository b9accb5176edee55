/** The headers of every kind of answer, whoever gives it. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import test from 'node:test';
import { problem, secure, status } from './checks.mjs';
import { Client } from './client.mjs';
import { API, COOKIE, PASSWORD, service } from './harness.mjs';
import { Listener } from './listener.mjs';

const it = service();

/** all(rows): each answer has its status, the headers and its caching. */
async function all(rows) {
	for (const [what, wanted, cache, ask] of rows) {
		const got = await ask();
		assert.ok([wanted].flat().includes(got.status),
		    `${what}: ${got.status} ${got.text}`);
		try {
			secure(got, { api: false });
		} catch (e) {
			assert.fail(`${what}: ${e.message}`);
		}
		assert.match(got.headers['cache-control'] ?? '', cache, what);
		if (got.status >= 400 && got.text !== undefined)
			problem(got, got.status);
	}
}

const NEVER = /^no-store$/, ASK = /^no-cache$/, KEEP = /immutable/;
const JSON_BODY = { 'Content-Type': 'application/json' };

test('every answer of the API carries the headers', async () => {
	const operator = await it.login('operator');
	const admin = await it.login('admin');
	const anonymous = it.anonymous();
	const big = 'x'.repeat(70_000);
	const draft = `/drafts/${randomUUID()}`;
	const { etag } = (await operator.get('/requests')).headers;

	assert.ok(etag);
	await all([
	    ['200', 200, /no-store|no-cache/, () => operator.get('/zones')],
	    ['201', 201, NEVER, () => operator.post('/calls',
		{ outcome: 'emergency' })],
	    ['201 by PUT', 201, NEVER, () => operator.put(draft,
		{ text: 'х' })],
	    ['204', 204, NEVER, () => operator.delete(draft)],
	    ['304', 304, /no-store|no-cache/, () => operator.get('/requests',
		{ headers: { 'If-None-Match': etag } })],
	    ['HEAD', 200, /no-store|no-cache/, () =>
		operator.call('HEAD', '/zones')],
	    ['OPTIONS', 204, NEVER, () =>
		operator.call('OPTIONS', '/requests')],
	    ['CSV', 200, NEVER, () => admin.get('/reports/load',
		{ headers: { Accept: 'text/csv' } })],
	    ['400', 400, NEVER, () => operator.post('/calls', {},
		{ raw: '{' })],
	    ['401', 401, NEVER, () => anonymous.get('/requests')],
	    ['403', 403, NEVER, () => operator.post('/queue/next')],
	    ['403 csrf', 403, NEVER, () => operator.post('/calls', {},
		{ headers: { 'X-CSRF-Token': null } })],
	    ['404', 404, NEVER, () => operator.get('/nothing/here')],
	    ['405', 405, NEVER, () => operator.put('/zones', {})],
	    ['412', 412, NEVER, () => admin.patch('/zones/green',
		{ name: 'х' }, { etag: '"999"' })],
	    ['413', 413, NEVER, () => operator.post('/calls', {},
		{ raw: big })],
	    ['415', 415, NEVER, () => operator.post('/calls', {},
		{ headers: { 'Content-Type': 'text/plain' } })],
	    ['422', 422, NEVER, () => operator.post('/calls', {})],
	    ['428', 428, NEVER, () => operator.post('/calls', {},
		{ key: null })],
	    ['openapi', 200, /no-store|no-cache/, () =>
		operator.get('/openapi.json')],
	    ['healthz', 200, NEVER, () => it.send({ path: '/healthz' })],
	    ['readyz', 200, NEVER, () => it.send({ path: '/readyz' })]]);
});

test('so does the stream of events', async () => {
	const listener = await Listener.listen(await it.login('operator'));

	try {
		secure(listener);
	} finally {
		listener.close();
	}
});

test('so do nginx\'s own answers', async () => {
	const long = 'x'.repeat(9000);
	const asset = /\/a\/[^"]+\.js/.exec((await it.send({ path: '/' }))
	    .text)[0];
	const send = (call) => () => it.send(call);

	await all([
	    ['414', 414, NEVER, send({ path: `${API}/zones?${long}` })],
	    ['431', 431, NEVER, send({ path: `${API}/zones`,
		headers: { 'X-Long': long } })],
	    ['413', 413, NEVER, send({ method: 'POST', headers: JSON_BODY,
		path: `${API}/session`, body: 'x'.repeat(70_000) })],
	    ['405 of TRACE', 405, NEVER, send({ method: 'TRACE',
		path: `${API}/zones` })],
	    ['405 of a page', 405, NEVER, send({ method: 'POST', path: '/' })],
	    ['metrics', 404, NEVER, send({ path: '/metrics' })],
	    ['an asset gone', 404, NEVER, send({ path: '/a/0/gone.js' })],
	    ['above the root', 400, NEVER, send({ path: '/..%2f..%2fetc' })],
	    ['the page', 200, ASK, send({ path: '/' })],
	    ['a path of the page', 200, ASK, send({ path: '/board' })],
	    ['a hidden file', 200, ASK, send({ path: '/.git/config' })],
	    ['a picture', 200, ASK, send({ path: '/favicon.svg' })],
	    ['an asset', 200, KEEP, send({ path: asset })],
	    ['an asset, compressed', 200, KEEP, send({ path: asset,
		headers: { 'Accept-Encoding': 'gzip' } })]]);
	const { headers } = await it.send({ path: '/' });
	await all([['304 of a page', 304, ASK, send({ path: '/',
	    headers: { 'If-None-Match': headers.etag } })],
	    /* Nothing here is large: no parts, whose refusals lack headers. */
	    ['a part', 200, KEEP, send({ path: asset,
		headers: { Range: 'bytes=0-9' } })],
	    ['a part beyond', 200, KEEP, send({ path: asset,
		headers: { Range: 'bytes=99999999-' } })]]);
});

test('so does what the limits refuse', async () => {
	const anonymous = it.anonymous();
	const flood = await Promise.all(Array.from({ length: 60 }, () =>
	    anonymous.post('/session', {}, { key: null })));
	const [held] = flood.filter((got) => got.status === 429);

	await all([['429 of nginx', 429, NEVER, () => held]]);
	const client = Object.assign(new Client(it), { address: '10.3.0.9' });
	let got;
	do
		got = await client.post('/session', { login: 'guessed',
		    password: 'Wrong-Passphrase-1' }, { key: null });
	while (got.status === 401);
	problem(got, 429, 'too_many_requests');
	assert.match(got.headers['cache-control'], NEVER);
});

test('control: a header left out is found', async () => {
	const got = await it.send({ path: '/' });

	for (const name of ['content-security-policy', 'x-frame-options',
	    'x-content-type-options', 'referrer-policy', 'permissions-policy',
	    'cross-origin-opener-policy', 'cross-origin-resource-policy'])
		assert.throws(() => secure({ ...got,
		    headers: { ...got.headers, [name]: undefined } },
		{ api: false }), name);
	assert.throws(() => secure({ ...got,
	    headers: { ...got.headers, server: 'nginx/1.22' } }));
});

test('malformed HTTP gets the headers too', async () => {
	const got = (await it.raw('GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n' +
	    'Connection: close\r\n\r\n')).toString();

	assert.match(got, /^HTTP\/1\.1 400/);
	assert.match(got, /X-Content-Type-Options: nosniff/i);
	assert.match(got, /application\/problem\+json/);
	assert.doesNotMatch(got, /nginx\/\d/);
});

test('no answer allows another origin', async () => {
	const operator = await it.login('operator');
	const got = await operator.get('/zones',
	    { headers: { Origin: 'https://evil.example' } });

	assert.deepEqual(Object.keys(got.headers)
	    .filter((h) => h.startsWith('access-control-')), []);
	const options = await operator.call('OPTIONS', '/requests', undefined,
	    { headers: { Origin: 'https://evil.example',
		'Access-Control-Request-Method': 'POST' } });
	assert.deepEqual(Object.keys(options.headers)
	    .filter((h) => h.startsWith('access-control-')), []);
});

test('a session cannot be fixed, guessed or used after its end',
    async () => {
	const client = Object.assign(new Client(it), { address: '10.3.0.1' });
	await client.signIn('admin', PASSWORD);
	const token = client.cookies.get(COOKIE);
	const with_ = (value) => it.anonymous().get('/zones',
	    { headers: { Cookie: `${COOKIE}=${value}` } });

	status(await with_(token), 200);
	for (const value of [token.slice(0, -1), `${token}A`,
	    token.toLowerCase(), token.split('').reverse().join('')])
		if (value !== token)
			problem(await with_(value), 401);
	problem(await it.anonymous().get('/zones',
	    { headers: { Cookie: `hv=${token}` } }), 401);
	problem(await it.anonymous().get(`/zones?${COOKIE}=${token}`),
	    [401, 422]);
	status(await client.delete('/session'), 204);
	problem(await with_(token), 401, 'unauthenticated');
});

test('headers cannot make somebody else of us', async () => {
	const operator = await it.login('operator');

	for (const headers of [{ 'X-HTTP-Method-Override': 'POST' },
	    { 'X-Original-URL': '/metrics' }, { 'X-Forwarded-User': 'admin' },
	    { 'X-Role': 'admin' }, { Authorization: 'Bearer admin' },
	    { Authorization: 'Basic YWRtaW46YWRtaW4=' }]) {
		const got = await operator.get('/session', { headers });
		status(got, 200, 401);
		if (got.status === 200)
			assert.deepEqual(got.body.user.roles, ['operator']);
	}
});

test('when the service is away nginx says so as the API does', async () => {
	const hidden = `${it.socket}.away`;

	fs.renameSync(it.socket, hidden);
	try {
		it.kill9();
		const got = await it.send({ path: `${API}/zones` });
		problem(got, [502, 503, 504]);
		secure(got);
	} finally {
		fs.renameSync(hidden, it.socket);
	}
});
