/** People: made, changed, locked, their passwords and sessions. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { etag, invalid, problem, status } from './checks.mjs';
import { Client } from './client.mjs';
import { PASSWORD, homevisit, service } from './harness.mjs';

const it = service();
const admin = () => it.login('admin');
let made = 0;

/** create(extra): a new operator; {login, got}. */
async function create(extra = {}) {
	const login = extra.login ?? `user${++made}`;
	const got = await (await admin()).post('/users',
	    { login, name: 'Тестова Анна', role: 'operator', ...extra });

	return { login, got };
}

async function version(login) {
	return etag(await (await admin()).get(`/users/${login}`));
}

async function change(login, body, as) {
	const client = as ?? await admin();

	return client.patch(`/users/${login}`, body,
	    { etag: await version(login) });
}

test('a user with a password may work at once', async () => {
	const { login, got } = await create({ password: PASSWORD,
	    roles: ['operator', 'dispatcher'], role: undefined });

	status(got, 201);
	assert.equal(got.headers.location, `/api/v1/users/${login}`);
	assert.equal(etag(got), '"1"');
	assert.deepEqual(got.body.roles, ['operator', 'dispatcher']);
	assert.equal(got.body.role, 'operator');
	assert.equal(got.body.must_change, false);
	assert.doesNotMatch(got.text, /argon2|assphrase/);
	const client = await it.newSession(login);
	status(await client.get('/requests'), 200);
	problem(await client.get('/users'), 403, 'forbidden');
	const list = status(await (await admin()).get('/users'), 200).items;
	assert.equal(list.find((u) => u.login === login).sessions, 1);
	assert.ok(list.some((u) => u.login === 'admin'));
});

test('a repeated call makes one user and tells no password', async () => {
	const client = await admin();
	const body = { login: 'repeated', name: 'Дважды', role: 'operator' };
	const first = status(await client.post('/users', body,
	    { key: 'users-repeated' }), 201);
	const again = await client.post('/users', body,
	    { key: 'users-repeated' });

	assert.equal(first.user.login, 'repeated');
	assert.match(first.one_time_password, /^[a-z2-9]{16}$/);
	status(again, 201);
	assert.equal(again.headers['idempotent-replayed'], 'true');
	assert.equal(again.body.login, 'repeated');
	assert.doesNotMatch(again.text, new RegExp(first.one_time_password));
	problem(await client.post('/users', body), 409, 'already_exists');
	problem(await client.post('/users', body, { key: null }), 428);
});

test('what a user must have', async () => {
	invalid((await create({ login: 'Анна' })).got, '/login');
	invalid((await create({ login: 'Anna' })).got, '/login');
	invalid((await create({ name: 'я'.repeat(101) })).got, '/name');
	invalid((await create({ name: ' \t' })).got, '/name');
	invalid((await create({ role: 'king' })).got, '/role');
	invalid((await create({ role: undefined })).got, '/role');
	invalid((await create({ role: undefined, roles: ['operator', 'x'] })).got,
	    '/roles');
	invalid((await create({ password: 'short' })).got, '/password');
	invalid((await create({ password: 'x'.repeat(129) })).got, '/password');
	const common = invalid((await create({ password: 'Password2026!' })).got,
	    '/password');
	assert.equal(common[0].code, 'password_common');
	invalid((await create({ id: 5, password_hash: 'x' })).got, '/id',
	    '/password_hash');
});

test('a one-time password opens the form to change it and nothing else',
    async () => {
	const { login, got } = await create();
	const client = await it.newSession(login, got.body.one_time_password);
	const mine = '/session/password';

	assert.equal(client.session.must_change, true);
	problem(await client.get('/requests'), 403, 'password_must_change');
	status(await client.get('/session'), 200);
	const body = { old_password: got.body.one_time_password,
	    new_password: 'Собственный пароль 7' };
	invalid(await client.post(mine, { ...body, old_password: 'нет' }),
	    '/old_password');
	invalid(await client.post(mine, { ...body, new_password: 'мало' }),
	    '/new_password');
	invalid(await client.post(mine,
	    { ...body, new_password: body.old_password }), '/new_password');
	problem(await client.post(mine, body,
	    { headers: { 'X-CSRF-Token': 'no' } }), 403, 'csrf');
	assert.equal(status(await client.post(mine, body), 200)
	    .must_change, false);
	status(await client.get('/requests'), 200);
	status(await (await it.newSession(login, body.new_password))
	    .get('/requests'), 200);
});

test('a new password ends the other sessions', async () => {
	const { login } = await create({ password: PASSWORD });
	const here = await it.newSession(login);
	const there = await it.newSession(login);

	status(await here.post('/session/password', { old_password: PASSWORD,
	    new_password: 'Другая-Фраза-0002' }), 200);
	status(await here.get('/requests'), 200);
	problem(await there.get('/requests'), 401);
});

test('guessing the old password is slowed down', async () => {
	const { login } = await create({ password: PASSWORD });
	const client = await it.newSession(login);
	let last;

	for (let i = 0; i < 8 && last?.status !== 429; i++)
		last = await client.post('/session/password',
		    { old_password: `guess ${i} guess`,
			new_password: 'Другая-Фраза-0002' });
	problem(last, 429, 'too_many_requests');
});

test('an admin resets a password: told once, for one use', async () => {
	const { login } = await create({ password: PASSWORD });
	const client = await it.newSession(login);
	const boss = await admin();
	const got = await boss.post(`/users/${login}/password`, {});

	status(got, 200);
	assert.equal(got.body.user.must_change, true);
	problem(await client.get('/session'), 401);
	const fresh = await it.newSession(login, got.body.one_time_password);
	assert.equal(fresh.session.must_change, true);
	problem(await boss.post('/users/nobody/password', {}), 404);
	problem(await boss.post('/users/admin/password', {}), 409,
	    'own_account');
	invalid(await boss.post(`/users/${login}/password`,
	    { password: 'qwertyuiop12' }), '/password');
	assert.equal(status(await boss.post(`/users/${login}/password`,
	    { password: 'Третья-Фраза-0003' }), 200).one_time_password, null);
});

test('roles, names and locks change under If-Match', async () => {
	const { login } = await create({ password: PASSWORD });
	const client = await it.newSession(login);
	const boss = await admin();

	problem(await boss.patch(`/users/${login}`, { name: 'x' }), 428);
	const old = await version(login);
	status(await change(login, { name: 'Тестова Вера' }), 200);
	status(await client.get('/requests'), 200);
	const stale = problem(await boss.patch(`/users/${login}`,
	    { name: 'x' }, { etag: old }), 412, 'version_stale');
	assert.equal(stale.by, 'admin');
	const now = status(await change(login, { role: 'dispatcher' }), 200);
	assert.deepEqual(now.roles, ['dispatcher']);
	assert.equal(now.name, 'Тестова Вера');
	problem(await client.get('/requests'), 401);
	status(await boss.post(`/users/${login}/lock`, {},
	    { etag: await version(login) }), 200);
	await assert.rejects(it.newSession(login), /401/);
	assert.equal(status(await boss.post(`/users/${login}/unlock`, {},
	    { etag: await version(login) }), 200).active, true);
	assert.equal((await it.newSession(login)).session.user.role,
	    'dispatcher');
	invalid(await change(login, { roles: ['x'] }), '/roles');
});

test('the last admin stays, and nobody changes their own rights',
    async () => {
	problem(await change('admin', { role: 'operator' }), 409,
	    'own_account');
	problem(await change('admin', { active: false }), 409, 'own_account');
	status(await change('admin', { roles: ['admin'] }), 200);
	const { login } = await create({ role: 'admin', password: PASSWORD });
	const second = await it.newSession(login);
	const results = await Promise.all([
	    (await admin()).patch(`/users/${login}`, { role: 'operator' },
		{ etag: await version(login) }),
	    second.patch('/users/admin', { role: 'operator' },
		{ etag: await version('admin') })]);
	const done = results.filter((r) => r.status === 200);
	assert.equal(done.length, 1, results.map((r) => r.text).join());
	const left = done[0] === results[0] ? await admin() : second;
	const items = status(await left.get('/users'), 200).items;
	assert.equal(items.filter((u) => u.active &&
	    u.roles.includes('admin')).length, 1);
	if (left === second) { /* give the suite its admin back */
		status(await second.patch('/users/admin', { role: 'admin' },
		    { etag: etag(await second.get('/users/admin')) }), 200);
		it.clients.delete('admin');
	}
});

test('sessions are seen and ended', async () => {
	const { login } = await create({ password: PASSWORD });
	const [a, b, c] = [await it.newSession(login),
	    await it.newSession(login), await it.newSession(login)];
	const boss = await admin();
	const path = `/users/${login}/sessions`;
	const { items } = status(await boss.get(path), 200);

	assert.equal(items.length, 3);
	for (const s of items) {
		assert.match(s.id, /^[0-9a-f]{32}$/);
		assert.equal(s.address, '127.0.0.1');
		assert.equal(s.current, false);
		assert.ok(s.seen_at && s.created_at && s.expires_at);
	}
	status(await boss.delete(`/sessions/${items[0].id}`), 204);
	problem(await boss.delete(`/sessions/${items[0].id}`), 404);
	const alive = async () => (await Promise.all([a, b, c]
	    .map((s) => s.get('/session')))).filter((r) => r.status === 200);
	assert.equal((await alive()).length, 2);
	status(await boss.delete(path), 204);
	assert.equal((await alive()).length, 0);
	problem(await boss.get('/users/nobody/sessions'), 404);
	assert.ok(status(await boss.get('/users/admin/sessions'), 200).items
	    .some((s) => s.current));
});

test('out of all sessions at once', async () => {
	const { login } = await create({ password: PASSWORD });
	const [a, b] = [await it.newSession(login), await it.newSession(login)];

	status(await a.delete('/session?all=1'), 204);
	problem(await b.get('/session'), 401);
	invalid(await (await it.newSession(login)).delete('/session?some=1'),
	    '?some');
});

test('a login is typed in any case', async () => {
	const { login } = await create({ password: PASSWORD });
	const client = new Client(it);

	await client.signIn(login.toUpperCase(), PASSWORD);
	assert.equal(client.session.user.login, login);
});

test('no password is in the log or the audit', async () => {
	const { login, got } = await create();
	const word = got.body.one_time_password;

	await (await it.newSession(login, word)).post('/session/password',
	    { old_password: word, new_password: 'Тайная фраза 42' });
	assert.ok(!it.logs().includes(word));
	assert.doesNotMatch(it.logs(), /argon2|Тайная/);
});

test('homevisit user list reads beside the service', async () => {
	const { login } = await create();
	const got = await homevisit(['--db', it.db, 'user', 'list']);

	assert.equal(got.code, 0, got.stderr);
	assert.match(got.stdout, new RegExp(`${login} +active +operator`));
	assert.match(got.stdout, /one-time/);
	assert.match((await homevisit(['--db', it.db, 'user', 'disable',
	    'admin'])).stderr, /running/);
});
