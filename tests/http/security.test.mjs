/** Headers, roles and forged calls: every cell of the matrices. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { problem, secure, status } from './checks.mjs';
import { Client } from './client.mjs';
import { posted } from './dispatch.mjs';
import { API, COOKIE, PASSWORD, service } from './harness.mjs';
import { ROLES, allows, routes } from './routes.mjs';

const it = service();

const UNSAFE = (r) => !['GET', 'HEAD', 'OPTIONS'].includes(r.method);
const named = (r) => `${r.method} ${r.path}`;

/* Signing out would end the session the others run on: session.test.mjs. */
const matrix = () => routes().filter((r) => r.path !== '/metrics' &&
    !r.flags.includes('stream') && named(r) !== `DELETE ${API}/session`);

/** attempt(client, route, id, options): a call that changes nothing. */
function attempt(client, route, id, options = {}) {
	return client.call(route.method, route.path.replace(/\{[^}]+\}/, id),
	    UNSAFE(route) ? {} : undefined,
	    { absolute: true, etag: '"999"', ...options });
}

test('every answer of the API carries the headers', async () => {
	const operator = await it.login('operator');
	const anonymous = it.anonymous();
	const big = 'x'.repeat(70_000);

	for (const [what, wanted, got] of [
	    ['ok', 200, await operator.get('/zones')],
	    ['created', 201, await operator.post('/calls',
		{ outcome: 'emergency' })],
	    ['400', 400, await operator.post('/calls', {}, { raw: '{' })],
	    ['401', 401, await anonymous.get('/requests')],
	    ['403', 403, await operator.post('/queue/next')],
	    ['404', 404, await operator.get('/nothing/here')],
	    ['405', 405, await operator.put('/zones', {})],
	    ['413', 413, await operator.post('/calls', {}, { raw: big })],
	    ['415', 415, await operator.post('/calls', {},
		{ headers: { 'Content-Type': 'text/plain' } })],
	    ['422', 422, await operator.post('/calls', {})],
	    ['428', 428, await operator.post('/calls', {}, { key: null })],
	    ['openapi', 200, await operator.get('/openapi.json')]]) {
		assert.equal(got.status, wanted, `${what}: ${got.text}`);
		try {
			secure(got);
		} catch (e) {
			assert.fail(`${what}: ${e.message}`);
		}
		assert.match(got.headers['x-request-id'] ?? '', /^[\w-]{16,}$/,
		    what);
		if (wanted >= 400)
			problem(got, wanted);
	}
});

test('so do nginx\'s own answers', async () => {
	const long = 'x'.repeat(9000);

	for (const [what, wanted, call] of [
	    ['414', [414, 400], { path: `${API}/zones?${long}` }],
	    ['431', [431, 400, 494], { path: `${API}/zones`,
		headers: { 'X-Long': long } }],
	    ['413', 413, { method: 'POST', path: `${API}/session`,
		headers: { 'Content-Type': 'application/json' },
		body: 'x'.repeat(70_000) }],
	    ['TRACE', [405, 400], { method: 'TRACE', path: `${API}/zones` }],
	    ['metrics', [403, 404], { path: '/metrics' }]]) {
		const got = await it.send(call);
		problem(got, wanted);
		try {
			secure(got);
		} catch (e) {
			assert.fail(`${what}: ${e.message}`);
		}
	}
	for (const path of ['/', '/index.html', '/nothing.js', '/.git/config',
	    '/..%2f..%2fetc/passwd', '/healthz'])
		secure(await it.send({ path }), { api: false });
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

test('role × endpoint: nobody else gets in', async () => {
	const { body: { id } } = await posted(it);
	const wrong = [];
	let cells = 0;

	for (const route of matrix())
		for (const role of ROLES) {
			const got = await attempt(await it.login(role), route,
			    id);
			const refused = got.status === 401 ||
			    got.status === 403;
			cells++;
			if (refused === allows(route, role))
				wrong.push(`${role} ${named(route)}: ` +
				    `${got.status} ${got.body?.code}`);
			else if (refused)
				problem(got, 403, 'forbidden');
		}
	assert.deepEqual(wrong, []);
	assert.ok(cells >= 3 * 25, `${cells} cells`);
});

test('without a session only the door is open', async () => {
	const { body: { id } } = await posted(it);
	const open = [];

	for (const route of matrix()) {
		const got = await attempt(it.anonymous(), route, id);
		if (route.flags.includes('open'))
			open.push(route.path);
		else
			problem(got, 401, 'unauthenticated');
	}
	assert.ok(open.every((path) => [`${API}/session`, '/healthz', '/readyz',
	    `${API}/openapi.json`].includes(path)), open.join());
});

test('a refused role is not told what its body lacked', async () => {
	const admin = await it.login('admin');

	problem(await admin.post('/requests', {}, { raw: '{', key: null }),
	    403, 'forbidden');
	problem(await it.anonymous().post('/requests', {},
	    { raw: '{', key: null }), 401, 'unauthenticated');
});

test('CSRF: every unsafe endpoint × every forgery', async () => {
	const { body: { id } } = await posted(it);
	const other = await it.login('dispatcher');
	const mine = await it.login('operator');
	const forgeries = {
		'no token': { 'X-CSRF-Token': null },
		'an empty token': { 'X-CSRF-Token': '' },
		'a wrong token': { 'X-CSRF-Token': 'A'.repeat(43) },
		'somebody else\'s token': {},
		'cross-site': { 'Sec-Fetch-Site': 'cross-site' },
		'same-site': { 'Sec-Fetch-Site': 'same-site' },
		'another origin': { Origin: 'https://evil.example' },
		'an origin of null': { Origin: 'null' },
	};
	let cells = 0;

	assert.notEqual(mine.csrf, other.csrf);
	for (const route of routes().filter(UNSAFE)) {
		if (route.flags.includes('open'))
			continue;
		const role = ROLES.find((r) => allows(route, r));
		const client = await it.login(role);
		const foreign = role === 'dispatcher' ? mine : other;
		for (const [what, headers] of Object.entries(forgeries)) {
			const all = Object.keys(headers).length > 0 ? headers
			    : { 'X-CSRF-Token': foreign.csrf };
			const got = await attempt(client, route, id,
			    { headers: all });
			cells++;
			assert.equal(`${got.status} ${got.body?.code}`,
			    '403 csrf', `${named(route)}: ${what}`);
		}
	}
	assert.ok(cells >= 8 * 12, `${cells} cells`);
});

test('CSRF: JSON only, whatever a form can send', async () => {
	const { body: { id } } = await posted(it);

	/* DELETE takes no body, and no form can send it. */
	for (const route of matrix().filter(UNSAFE)) {
		if (route.method === 'DELETE')
			continue;
		const role = ROLES.find((r) => allows(route, r));
		const client = await it.login(role);
		for (const type of ['text/plain', 'multipart/form-data',
		    'application/x-www-form-urlencoded']) {
			const got = await attempt(client, route, id,
			    { headers: { 'Content-Type': type } });
			problem(got, 415, 'unsupported_media_type');
		}
	}
});

test('our own page is let in', async () => {
	const operator = await it.login('operator');

	for (const headers of [{ 'Sec-Fetch-Site': 'same-origin' },
	    { Origin: it.base }, { 'Sec-Fetch-Site': 'same-origin',
		Origin: it.base }])
		status(await operator.post('/calls', { outcome: 'emergency' },
		    { headers }), 201);
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
