/** Signing in and out, and what a session is bound to. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CLINIC_TIME, invalid, problem, status } from './checks.mjs';
import { Client } from './client.mjs';
import { COOKIE, PASSWORD, service } from './harness.mjs';

const it = service();

/** A client whose calls come from an address of its own, past nginx. */
function from(address) {
	return Object.assign(new Client(it), { address });
}

const login = (client, body, options) =>
    client.post('/session', body, { key: null, ...options });

test('a login gives the user, a CSRF token and the clinic', async () => {
	const client = await it.login('operator');
	const s = client.session;

	assert.equal(s.user.login, 'operator');
	assert.equal(s.user.role, 'operator');
	assert.deepEqual(s.user.roles, ['operator']);
	assert.ok(s.user.name.length > 0);
	assert.ok(s.csrf_token.length >= 32);
	assert.equal(s.clinic.time_zone, 'Europe/Moscow');
	assert.match(s.clinic.now, CLINIC_TIME);
	assert.ok(Math.abs(Date.parse(s.clinic.now) - Date.now()) < 60_000);
	assert.doesNotMatch(JSON.stringify(s), /argon2|password/i);
});

test('the cookie is bound to host and kept from scripts', async () => {
	const got = await login(from('10.1.0.1'),
	    { login: 'operator', password: PASSWORD });

	status(got, 200);
	const lines = [got.headers['set-cookie']].flat();
	assert.equal(lines.length, 1);
	const [pair, ...rest] = lines[0].split(/;\s*/);
	const attrs = rest.map((a) => a.toLowerCase());
	assert.match(pair, new RegExp(`^${COOKIE}=[A-Za-z0-9_-]{43,}$`));
	for (const attr of ['secure', 'httponly', 'samesite=strict', 'path=/'])
		assert.ok(attrs.includes(attr), lines[0]);
	assert.ok(!attrs.some((a) => a.startsWith('domain')), lines[0]);
});

test('GET /session repeats what the login said', async () => {
	const client = await it.login('dispatcher');
	const got = await client.get('/session');

	status(got, 200);
	assert.deepEqual(got.body.user, client.session.user);
	assert.equal(got.body.csrf_token, client.csrf);
	assert.deepEqual(got.body.user.roles, ['dispatcher']);
	assert.match(got.headers['cache-control'], /no-store/);
});

test('no session, no answer', async () => {
	const client = it.anonymous();

	problem(await client.get('/session'), 401, 'unauthenticated');
	problem(await client.get('/requests'), 401, 'unauthenticated');
	for (const cookie of ['x', 'A'.repeat(43), '', 'A'.repeat(4000), '%00',
	    '"quoted"', 'a=b'])
		problem(await client.get('/session',
		    { headers: { Cookie: `${COOKIE}=${cookie}` } }),
		    401, 'unauthenticated');
});

test('a wrong password and an unknown user look the same', async () => {
	const client = from('10.1.0.2');
	const wrong = problem(await login(client,
	    { login: 'admin', password: 'Wrong-Passphrase-1' }),
	    401, 'bad_credentials');
	const unknown = problem(await login(client,
	    { login: 'nobody', password: 'Wrong-Passphrase-1' }),
	    401, 'bad_credentials');

	delete wrong.request_id;
	delete unknown.request_id;
	assert.deepEqual(unknown, wrong);
});

test('a login body is checked like any other', async () => {
	const client = from('10.1.0.3');

	invalid(await login(client, {}), '/login', '/password');
	invalid(await login(client, { login: 'operator', password: PASSWORD,
	    role: 'admin' }), '/role');
	invalid(await login(client, { login: 5, password: ['x'] }),
	    '/login', '/password');
	problem(await login(client, undefined, { raw: 'login=operator', headers:
	    { 'Content-Type': 'application/x-www-form-urlencoded' } }), 415);
	problem(await login(client, { login: 'operator', password: PASSWORD },
	    { headers: { 'Sec-Fetch-Site': 'cross-site' } }), 403, 'csrf');
});

test('a cookie chosen by somebody else is never taken over', async () => {
	const client = from('10.1.0.4');
	const planted = 'B'.repeat(43);

	client.cookies.set(COOKIE, planted);
	await client.signIn('operator', PASSWORD);
	assert.notEqual(client.cookies.get(COOKIE), planted);
	problem(await it.anonymous().get('/session',
	    { headers: { Cookie: `${COOKIE}=${planted}` } }), 401);
});

test('a second login of the same browser ends the first session',
    async () => {
	const client = from('10.1.0.5');
	await client.signIn('admin', PASSWORD);
	const first = client.cookies.get(COOKIE);

	await client.signIn('admin', PASSWORD);
	assert.notEqual(client.cookies.get(COOKIE), first);
	status(await client.get('/session'), 200);
	problem(await it.anonymous().get('/session',
	    { headers: { Cookie: `${COOKIE}=${first}` } }), 401);
});

test('signing out ends the session and clears the browser', async () => {
	const client = from('10.1.0.6');
	await client.signIn('dispatcher', PASSWORD);
	const old = client.cookies.get(COOKIE);
	const got = await client.delete('/session');

	status(got, 204);
	assert.equal(got.text, '');
	assert.match(got.headers['clear-site-data'] ?? '', /"storage"|\*/);
	assert.equal(client.cookies.get(COOKIE), undefined);
	problem(await client.get('/session',
	    { headers: { Cookie: `${COOKIE}=${old}` } }), 401);
	problem(await client.get('/requests',
	    { headers: { Cookie: `${COOKIE}=${old}` } }), 401);
});

test('signing out needs the CSRF token', async () => {
	const client = from('10.1.0.7');
	await client.signIn('dispatcher', PASSWORD);

	problem(await client.delete('/session',
	    { headers: { 'X-CSRF-Token': null } }), 403, 'csrf');
	status(await client.get('/session'), 200);
	status(await client.delete('/session'), 204);
});

test('of four sessions of one person the oldest ends', async () => {
	const clients = [];

	for (let i = 0; i < 4; i++) {
		clients.push(from('10.1.0.8'));
		await clients[i].signIn('admin', PASSWORD);
	}
	problem(await clients[0].get('/session'), 401);
	for (const client of clients.slice(1))
		status(await client.get('/session'), 200);
});

/** apart(a, b): how far two lots of numbers are, 0 (alike) to 1. */
function apart(a, b) {
	const [x, y] = [a, b].map((list) => {
		const sorted = list.toSorted((p, q) => p - q);
		return sorted[sorted.length >> 1];
	});

	return Math.abs(x - y) / Math.max(x, y);
}

test('an unknown user costs as much as a wrong password', async () => {
	const logins = { known: ['operator', 'dispatcher', 'admin'],
	    unknown: ['nobody1', 'nobody2', 'nobody3'], none: ['', '', ''] };
	const cost = { known: [], unknown: [], none: [] };

	for (let i = 0; i < 4; i++)
		for (const [who, list] of Object.entries(logins)) {
			const client = from(`10.1.${i + 1}.1`);
			const before = it.worked();
			const got = await login(client, { login: list[i % 3],
			    password: who === 'none' ? 7
				: 'Wrong-Passphrase-1' });
			cost[who].push(it.worked() - before);
			status(got, who === 'none' ? 422 : 401);
		}
	const off = apart(cost.known, cost.unknown);
	assert.ok(off < 0.2, `${JSON.stringify(cost)}: ${off}`);
	/* Control: an answer without the work is told from it. */
	assert.ok(apart(cost.known, cost.none) > 0.5, JSON.stringify(cost));
});

test('one login is slowed down wherever it is guessed from', async () => {
	const guess = async (name, address) => (await login(from(address),
	    { login: name, password: 'Wrong-Passphrase-1' })).status;
	let tries = 0;

	while (await guess('roamed', `10.2.0.${tries}`) === 401)
		assert.ok(++tries <= 8);
	assert.equal(await guess('somebody', '10.2.0.1'), 401);
});

test('a session ends with every change of who its person is', async () => {
	const boss = from('10.1.0.20');
	await boss.signIn('admin', PASSWORD);
	const { one_time_password } = status(await boss.post('/users',
	    { login: 'passing', name: 'х', role: 'operator' }), 201);
	const client = from('10.1.0.21');
	await client.signIn('passing', one_time_password);
	const change = async (method, path, body) => {
		const got = await boss.get('/users/passing');
		return status(await boss.call(method, `/users/passing${path}`,
		    body, { etag: got.headers.etag }), 200);
	};

	status(await client.get('/session'), 200);
	await change('POST', '/lock', {});
	problem(await client.get('/session'), 401, 'unauthenticated');
	problem(await login(from('10.1.0.22'), { login: 'passing',
	    password: one_time_password }), 401, 'bad_credentials');
	await change('POST', '/unlock', {});
	problem(await client.get('/session'), 401, 'unauthenticated');
	await client.signIn('passing', one_time_password);
	const reset = await change('POST', '/password', {});
	problem(await client.get('/session'), 401, 'unauthenticated');
	problem(await login(from('10.1.0.23'), { login: 'passing',
	    password: one_time_password }), 401, 'bad_credentials');
	await client.signIn('passing', reset.one_time_password);
	await change('PATCH', '', { role: 'dispatcher' });
	const { status: after, body } = await client.get('/session');
	assert.ok(after === 401 || body.user.role === 'dispatcher');
});

test('guessing a password is throttled, per address and login', async () => {
	const client = from('10.1.0.9');
	let got;

	for (let i = 0; i < 40; i++) {
		got = await login(client,
		    { login: 'guessed', password: `Wrong-Passphrase-${i}` });
		if (got.status === 429)
			break;
		problem(got, 401, 'bad_credentials');
	}
	problem(got, 429, 'too_many_requests');
	status(await login(from('10.1.0.10'),
	    { login: 'operator', password: PASSWORD }), 200);
});

test('nginx holds back a flood of logins', async () => {
	const client = it.anonymous();
	const all = await Promise.all(Array.from({ length: 60 }, () =>
	    login(client, { login: '', password: '' })));
	const held = all.filter((got) => got.status === 429);

	assert.ok(held.length >= 20, `${held.length} of 60 held back`);
	for (const got of held)
		problem(got, 429, 'too_many_requests');
});
