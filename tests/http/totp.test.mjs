/** The second factor: enrolled, asked at the login, used once, lost. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { etag, invalid, problem, status } from './checks.mjs';
import { Client } from './client.mjs';
import { COOKIE, PASSWORD, homevisit, service, sleep } from './harness.mjs';
import { otp } from './otp.mjs';

const NAMES = ['anna', 'boris', 'vera', 'gleb', 'dina', 'egor', 'zoya'];
const it = service({ users: [
	...NAMES.map((login) => ({ login, role: 'dispatcher' })),
	{ login: 'chief', role: 'admin' },
] });
const admin = () => it.login('admin');
const MINE = '/session/totp';

let address = 0;

/** enter(login, code, password): the answer to a login, from an address of
 * its own; and the client. */
async function enter(login, code, password = PASSWORD) {
	const client = Object.assign(new Client(it),
	    { address: `10.2.0.${++address}` });
	const got = await client.post('/session', { login, password,
	    ...(code === undefined ? {} : { code }) }, { key: null });

	if (got.status === 200)
		client.csrf = got.body.csrf_token;
	return { client, got };
}

/** enrol(login): somebody with a second factor, whose code.now is used. */
async function enrol(login) {
	const { client, got } = await enter(login);

	status(got, 200);
	const { secret } = status(await client.post(MINE,
	    { password: PASSWORD }), 200);
	const code = otp(secret);
	const { recovery_codes: codes } = status(await client.post(
	    `${MINE}/confirm`, { code: code.now }), 200);
	return { client, secret, codes, code };
}

test('an offered secret is in force when a code of it was seen', async () => {
	const { client } = await enter('anna');
	const other = (await enter('anna')).client;

	assert.deepEqual(status(await client.get(MINE), 200),
	    { on: false, since: null, recovery_left: 0, required: false });
	invalid(await client.post(MINE, { password: 'Wrong-Passphrase-1' }),
	    '/password');
	invalid(await client.post(MINE, {}), '/password');
	problem(await client.post(`${MINE}/confirm`, { code: '123456' }), 409,
	    'wrong_state');
	const offer = status(await client.post(MINE, { password: PASSWORD }),
	    200);
	assert.match(offer.secret, /^[A-Z2-7]{32}$/);
	assert.equal(offer.uri, `otpauth://totp/Homevisit:anna?secret=${
	    offer.secret}&issuer=Homevisit`);
	assert.ok(offer.qr.length >= 21 &&
	    offer.qr.every((row) => row.length === offer.qr.length));
	assert.match(offer.qr[0], /^1111111/); /* a corner to find it by */
	status((await enter('anna')).got, 200); /* not asked yet */
	invalid(await client.post(`${MINE}/confirm`, { code: '12345' }),
	    '/code');
	const done = status(await client.post(`${MINE}/confirm`,
	    { code: otp(offer.secret).now }), 200);
	assert.equal(new Set(done.recovery_codes).size, 10);
	for (const code of done.recovery_codes)
		assert.match(code, /^[a-z2-9]{5}-[a-z2-9]{5}$/);
	const now = status(await client.get(MINE), 200);
	assert.equal(now.on, true);
	assert.equal(now.recovery_left, 10);
	problem(await other.get('/session'), 401); /* logged in without it */
	status(await client.get('/requests'), 200);
});

test('a login asks for a code, and takes each once', async () => {
	const { client, code, codes } = await enrol('boris');

	problem((await enter('boris')).got, 401, 'code_required');
	problem((await enter('boris', null)).got, 401, 'code_required');
	for (const wrong of [code.now, code.past, code.far])
		problem((await enter('boris', wrong)).got, 401, 'code_wrong');
	const first = await enter('boris', `${code.next.slice(0, 3)} ${
	    code.next.slice(3)}`);
	status(first.got, 200);
	assert.equal(first.got.body.must_enrol, false);
	status((await enter('boris', codes[0])).got, 200);
	problem((await enter('boris', code.next)).got, 401, 'code_wrong');
	status(await client.get('/session'), 200); /* nobody was put out */
});

test('of many with one code one is let in', async () => {
	const { code } = await enrol('vera');
	const all = await Promise.all(Array.from({ length: 4 },
	    () => enter('vera', code.next)));

	/* 503: too many passwords at once on a slow machine. */
	for (const { got } of all)
		status(got, 200, 401, 503);
	assert.equal(all.filter(({ got }) => got.status === 200).length, 1);
});

test('who does not know the password learns nothing of it', async () => {
	const password = 'Wrong-Passphrase-1';
	const said = [await enter('zoya', undefined, password),
	    await enter('boris', undefined, password),
	    await enter('boris', '123456', password),
	    await enter('nobody', '123456', password)].map(({ got }) =>
	    ({ ...problem(got, 401, 'bad_credentials'), request_id: null }));

	for (const other of said)
		assert.deepEqual(other, said[0]);
});

test('guessed codes are slowed down as guessed passwords are', async () => {
	const { codes } = await enrol('gleb');
	let wrong = 0;
	let wait = 0;

	/* The wait doubles; until it is long enough to look around. */
	for (; wrong < 20; await sleep(1000 * wait)) {
		const { got } = await enter('gleb', 'zzzzz-zzzzz');
		wait = got.status === 429 ? Number(got.headers['retry-after'])
		    : 0;
		problem(got, wait ? 429 : 401,
		    wait ? 'too_many_requests' : 'code_wrong');
		wrong += !wait;
		if (wait >= 3)
			break;
	}
	assert.ok(wrong >= 5 && wait >= 3, `${wrong} wrong, ${wait} s`);
	problem((await enter('gleb', codes[0])).got, 429);
	problem((await enter('gleb')).got, 429); /* nor by asking without */
	const { items } = status(await (await admin()).get(
	    '/audit?action=totp.refused&object=user&object_id=gleb'), 200);
	assert.equal(items.length, wrong);
});

test('a recovery code is good once; other ones replace them', async () => {
	const { client, code, codes } = await enrol('dina');

	status((await enter('dina', codes[3].toUpperCase())).got, 200);
	problem((await enter('dina', codes[3])).got, 401, 'code_wrong');
	assert.equal(status(await client.get(MINE), 200).recovery_left, 9);
	invalid(await client.post(`${MINE}/recovery`, { password: PASSWORD }),
	    '/code');
	invalid(await client.post(`${MINE}/recovery`,
	    { password: PASSWORD, code: codes[3] }), '/code');
	const { recovery_codes: fresh } = status(await client.post(
	    `${MINE}/recovery`, { password: PASSWORD, code: code.next }),
	200);
	problem((await enter('dina', codes[4])).got, 401, 'code_wrong');
	status((await enter('dina', fresh[0])).got, 200);
	invalid(await client.post(`${MINE}/remove`,
	    { password: 'Wrong-Passphrase-1', code: fresh[1] }), '/password');
	assert.equal(status(await client.post(`${MINE}/remove`,
	    { password: PASSWORD, code: fresh[1] }), 200).on, false);
	status((await enter('dina')).got, 200);
});

test('a lost telephone: an admin, or the command, takes the factor away',
    async () => {
	const { client } = await enrol('egor');
	const chief = await admin();
	const path = '/users/egor/totp';
	const user = await chief.get('/users/egor');

	assert.equal(status(user, 200).totp, true);
	problem(await client.delete(path, { etag: etag(user) }), 403);
	problem(await chief.delete(path), 428);
	problem(await chief.delete(path, { etag: '"1"' }), 412);
	const got = await chief.delete(path, { etag: etag(user) });
	assert.equal(status(got, 200).totp, false);
	problem(await client.get('/session'), 401);
	status((await enter('egor')).got, 200);
	problem(await chief.delete(path, { etag: etag(got) }), 409,
	    'wrong_state');
	const own = await chief.get('/users/admin');
	problem(await chief.delete('/users/admin/totp', { etag: etag(own) }),
	    409, 'own_account');
});

test('when it is asked of admins, they make one before anything else',
    async () => {
	const before = await admin();
	const setting = await before.get('/settings/totp.admin_required');

	status(await before.patch('/settings/totp.admin_required',
	    { value: '1' }, { etag: etag(setting) }), 200);
	status(await before.get('/users'), 200); /* logged in already */
	const { client, got } = await enter('chief');
	assert.equal(status(got, 200).must_enrol, true);
	assert.equal((await enter('zoya')).got.body.must_enrol, false);
	problem(await client.get('/users'), 403, 'totp_must_enrol');
	problem(await client.get('/requests'), 403, 'totp_must_enrol');
	assert.equal(status(await client.get(MINE), 200).required, true);
	const { secret } = status(await client.post(MINE,
	    { password: PASSWORD }), 200);
	const code = otp(secret);
	status(await client.post(`${MINE}/confirm`, { code: code.now }), 200);
	status(await client.get('/users'), 200);
	assert.equal(status(await client.get('/session'), 200).must_enrol,
	    false);
	const again = await enter('chief', code.next);
	assert.equal(status(again.got, 200).must_enrol, false);
});

test('secrets are in no answer, log or audit', async () => {
	const { secret, code, codes, client } = await enrol('zoya');

	status((await enter('zoya', code.next)).got, 200);
	problem((await enter('zoya', codes[0].replace(/.$/, '1'))).got, 401);
	const log = fs.readFileSync(`${it.var}/log/homevisitd.log`, 'utf8');
	const told = [log,
	    (await (await admin()).get('/audit?limit=200')).text,
	    (await (await admin()).get('/users')).text,
	    (await client.get(MINE)).text].join('\n');
	for (const word of [secret, codes[0], codes[0].slice(0, 5), code.next])
		assert.ok(!told.includes(word), word);
});

/* The last: the service has to stop for the command. */
test('the command takes it away, and a restart keeps what is owed',
    async () => {
	const { client, got } = await enter('admin');
	const egor = await enrol('egor');

	assert.equal(status(got, 200).must_enrol, true);
	const cookie = client.cookies.get(COOKIE);
	await it.stop({ remove: false });
	const off = () => homevisit(['--db', it.db, 'user', 'totp-off', 'egor']);
	assert.match((await homevisit(['--db', it.db, 'user', 'list'])).stdout,
	    /^egor .*\(second factor\)$/m);
	assert.equal((await off()).code, 0);
	assert.match((await off()).stderr, /egor has no second factor/);
	await it.launch();
	client.cookies.set(COOKIE, cookie);
	problem(await client.get('/users'), 403, 'totp_must_enrol');
	problem(await egor.client.get('/session'), 401);
	status((await enter('egor')).got, 200);
});
