/** API tokens: a program acts as a user, with no more than its scopes. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { etag, invalid, problem, status } from './checks.mjs';
import { Client } from './client.mjs';
import { homevisit, service, tempVar } from './harness.mjs';
import { registration } from './samples.mjs';

const it = service({ users: [{ login: 'robot', role: 'operator,dispatcher' }] });
const admin = () => it.login('admin');

async function make(extra = {}, options) {
	return (await admin()).post('/tokens', { login: 'robot',
	    name: 'обмен с регистратурой', scopes: ['operator'], ...extra },
	options);
}

/** program(secret): a client that knows a token and nothing else. */
function program(secret) {
	const client = new Client(it);
	const call = client.call.bind(client);

	client.call = (method, path, body, options = {}) => call(method, path,
	    body, { ...options, headers: { Authorization: `Bearer ${secret}`,
		...options.headers } });
	return client;
}

async function fresh(extra) {
	const { token, secret } = status(await make(extra), 201);

	return { token, secret, client: program(secret) };
}

test('a token acts as its user, without CSRF', async () => {
	const { token, secret, client } = await fresh();

	assert.match(secret, /^hv_[A-Za-z0-9_-]{43}$/);
	assert.deepEqual(token.scopes, ['operator']);
	const { body } = await client.get('/session');
	assert.equal(body.user.login, 'robot');
	assert.deepEqual(body.user.roles, ['operator']);
	const made = await client.post('/requests', registration());
	assert.equal(status(made, 201).created_by, 'robot');
	problem(await client.post('/queue/next', {}), 403, 'forbidden');
	problem(await client.get('/users'), 403, 'forbidden');
	const listed = status(await (await admin()).get('/tokens'), 200).items
	    .find((t) => t.id === token.id);
	assert.ok(listed.used_at);
	assert.equal(listed.created_by, 'admin');
	assert.doesNotMatch(JSON.stringify(listed), new RegExp(secret));
	assert.ok(!it.logs().includes(secret));
});

test('it has no more than its user has now', async () => {
	const { client } = await fresh({ scopes: ['operator', 'dispatcher'] });
	const boss = await admin();
	const change = async (body) => status(await boss.patch('/users/robot',
	    body, { etag: etag(await boss.get('/users/robot')) }), 200);

	status(await client.post('/queue/next', {}), 200, 204);
	await change({ role: 'operator' });
	problem(await client.post('/queue/next', {}), 403);
	status(await client.get('/requests'), 200);
	await change({ active: false });
	problem(await client.get('/requests'), 401);
	await change({ active: true, roles: ['operator', 'dispatcher'] });
	status(await client.post('/queue/next', {}), 200, 204);
});

test('read-only, streams, passwords', async () => {
	const { client } = await fresh({ read_only: true });
	const { client: writer } = await fresh();

	status(await client.get('/requests'), 200);
	problem(await client.post('/requests', registration()), 403);
	for (const c of [client, writer]) {
		problem(await c.get('/events'), 403);
		problem(await c.post('/session/password', { old_password: 'x',
		    new_password: 'Другая-Фраза-0002' }), 403);
		problem(await c.delete('/session?all=1'), 403);
	}
});

test('revoked is revoked at once', async () => {
	const { token, client } = await fresh();
	const boss = await admin();

	status(await client.get('/session'), 200);
	status(await boss.delete(`/tokens/${token.id}`), 204);
	status(await boss.delete(`/tokens/${token.id}`), 204);
	problem(await client.get('/session'), 401);
	problem(await boss.delete('/tokens/nothing'), 404);
	const [seen] = status(await boss.get('/audit?object=token&object_id=' +
	    token.id), 200).items;
	assert.equal(seen.action, 'token.revoke');
});

test('what is no token lets nobody in, whatever cookie comes with it',
    async () => {
	const { cookies } = await admin();
	const cookie = [...cookies].map(([k, v]) => `${k}=${v}`).join();

	for (const word of ['', 'x', `hv_${'A'.repeat(43)}`, 'A'.repeat(43)])
		problem(await program(word).get('/session',
		    { headers: { Cookie: cookie } }), 401);
});

test('what a token must have', async () => {
	invalid(await make({ login: 'nobody' }), '/login');
	invalid(await make({ scopes: ['admin'] }), '/scopes');
	invalid(await make({ scopes: ['king'] }), '/scopes');
	invalid(await make({ scopes: [] }), '/scopes');
	invalid(await make({ name: ' ' }), '/name');
	invalid(await make({ days: 367 }), '/days');
	invalid(await make({ days: 0, hash: 'x' }), '/days', '/hash');
	problem(await (await it.login('operator')).post('/tokens', {}), 403);
});

test('a repeated call makes one token and tells no secret', async () => {
	const first = status(await make({}, { key: 'token-twice' }), 201);
	const again = status(await make({}, { key: 'token-twice' }), 201);

	assert.equal(again.token.id, first.token.id);
	assert.equal(again.secret, null);
});

test('homevisit token: made, listed beside the service, revoked', async () => {
	const db = `${tempVar()}/homevisit.db`;
	const run = async (...args) => {
		const got = await homevisit(['--db', db, ...args],
		    { input: 'Suite-Passphrase-0001\n' });
		return got.code === 0 ? got.stdout : Promise.reject(
		    new Error(got.stderr));
	};

	await run('init', '--sample');
	await run('user', 'add', 'robot', 'operator');
	const [id, secret] = (await run('token', 'add', 'robot', 'operator',
	    '--name', 'обмен', '--days', '30', '--read-only')).split('\n');
	assert.match(secret, /^hv_/);
	assert.match(await run('token', 'list'), new RegExp(
	    `${id} robot +operator \\(reads only\\) 20..-..-.. never used  обмен`));
	await run('token', 'revoke', id);
	assert.match(await run('token', 'list'), /revoked/);
	await assert.rejects(run('token', 'add', 'robot', 'admin'), /scopes/);
	await assert.rejects(run('token', 'add', 'robot', 'operator',
	    '--days', '-1'), /days/);
	assert.match((await homevisit(['--db', it.db, 'token', 'list'])).stdout,
	    /robot/);
});
