/** Who may call what, and forged calls: every cell, made of the route table. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import test from 'node:test';
import { etag, problem, status } from './checks.mjs';
import { posted } from './dispatch.mjs';
import { API, COOKIE, service } from './harness.mjs';
import { ROLES, allows, routes } from './routes.mjs';
import { registration } from './samples.mjs';

const it = service({ users: [{ login: 'robot',
    role: 'operator,dispatcher,admin' },
    { login: 'operator2', role: 'operator' },
    { login: 'spare', role: 'operator' },
    { login: 'chief', role: 'admin' }] });

const UNSAFE = (r) => !['GET', 'HEAD', 'OPTIONS'].includes(r.method);
const named = (r) => `${r.method} ${r.path}`;
const SIGN_OUT = `DELETE ${API}/session`;
const AT_ONCE = 16;

/** spread(list, act, n): ${act} for each, ${n} at a time. */
async function spread(list, act, n = AT_ONCE) {
	for (let at = 0; at < list.length; at += n)
		await Promise.all(list.slice(at, at + n).map(act));
}

/** The routes in an order in which signing out spoils nothing. */
function table() {
	const all = routes().filter((r) => r.path !== '/metrics');
	const last = all.filter((r) => named(r) === SIGN_OUT);

	assert.equal(last.length, 1);
	return [...all.filter((r) => named(r) !== SIGN_OUT), ...last];
}

/** begun(client, route): the answer of a stream, which has no end. */
const begun = (client, route) => new Promise((resolve, reject) => {
	const headers = { ...client.always, Cookie: [...client.cookies]
	    .map(([k, v]) => `${k}=${v}`).join('; ') };
	const req = http.get({ port: it.port, path: route.path, headers },
	    (res) => {
		resolve({ status: res.statusCode, headers: res.headers });
		req.destroy();
	});
	req.on('error', reject); /* no effect once it has begun */
});

/** attempt(client, route, id, options): a call that changes nothing. */
function attempt(client, route, id, options = {}) {
	if (route.flags.includes('stream'))
		return begun(client, route);
	return client.call(route.method, route.path.replace(/\{[^}]+\}/, id),
	    UNSAFE(route) ? {} : undefined, { absolute: true, etag: '"999"',
		...options, headers: { ...client.always, ...options.headers } });
}

/** program(secret): a client that knows an API token and nothing else. */
const program = (secret) => Object.assign(it.anonymous(),
    { always: { Authorization: `Bearer ${secret}` } });

const admin = () => it.login('admin');

async function token(scopes, read_only = false) {
	const { token: made, secret } = status(await (await admin()).post(
	    '/tokens', { login: 'robot', name: 'проба', scopes, read_only }),
	201);

	return { id: made.id, client: program(secret) };
}

/** A person who has to change a password first. */
async function newcomer() {
	const made = status(await (await admin()).post('/users',
	    { login: 'newcomer', name: 'Новая', role: 'operator' }), 201);

	return it.newSession('newcomer', made.one_time_password);
}

/** An admin who has to make a second factor first. */
async function unenrolled() {
	const path = '/settings/totp.admin_required';
	const set = async (value) => status(await (await admin()).patch(path,
	    { value }, { etag: etag(await (await admin()).get(path)) }), 200);

	await set('1');
	const client = await it.newSession('chief');
	await set('0');
	return client;
}

/** spent(end): a session that is over. */
async function spent(end) {
	const client = await it.newSession('operator2');
	const cookie = client.cookies.get(COOKIE);

	await end(client);
	client.cookies.set(COOKIE, cookie);
	return client;
}

const REFUSED = {
	nobody: '401 unauthenticated',
	role: '403 forbidden',
	first: '403 password_must_change',
	totp: '403 totp_must_enrol',
};

/* What the table says of a person with ${roles}. */
const byRole = (...roles) => (r) =>
    r.flags.includes('open') || roles.some((role) => allows(r, role)) ? null
	: REFUSED.role;
/* A program has no password and no stream; it may be bound to reading. */
const byToken = (roles, reads) => (r) => r.flags.includes('stream') ||
    (UNSAFE(r) && !r.flags.includes('open') &&
	(reads || r.flags.includes('first'))) ? REFUSED.role
    : byRole(...roles)(r);
const byFirst = (else_) => (r) => r.flags.includes('open') ||
    r.flags.includes('first') ? null : else_;
const byNobody = (r) => r.flags.includes('open') ? null : REFUSED.nobody;

/** columns(): who calls, what the table says of each, a request of theirs. */
async function columns() {
	const { body: { id } } = await posted(it);
	const own = await posted(it, {}, 'robot');
	const revoked = await token(['operator']);
	const scopes = [['operator'], ['dispatcher'], ['admin'],
	    ['operator', 'dispatcher']];
	const list = [['nobody', it.anonymous(), byNobody],
	    ['a first password', await newcomer(), byFirst(REFUSED.first)],
	    ['no second factor yet', await unenrolled(),
		byFirst(REFUSED.totp)],
	    ['a signed out session', await spent((c) => c.delete('/session')),
		byNobody],
	    ['a revoked token', revoked.client, byNobody]]
	    .map((row) => [...row, id]);

	status(await (await admin()).delete(`/tokens/${revoked.id}`), 204);
	for (const role of ROLES)
		list.push([role, await it.newSession(role), byRole(role), id]);
	for (const roles of scopes)
		for (const reads of [false, true])
			list.push([`token of ${roles}${reads ? ', reads' : ''}`,
			    (await token(roles, reads)).client,
			    byToken(roles, reads), own.body.id]);
	return list;
}

/** judged(got, wanted): what is wrong with a cell; null: nothing. */
function judged(got, wanted) {
	const said = `${got.status} ${got.body?.code ?? ''}`.trim();

	if (wanted !== null) /* a stream's refusal is not read */
		return said === wanted || (got.body === undefined &&
		    wanted.startsWith(said)) ? null : said;
	return Object.values(REFUSED).includes(said) || got.status >= 500
	    ? said : null;
}

/** matrix(list): [number of cells, the wrong ones]. */
async function matrix(list) {
	const wrong = [];
	let cells = 0;

	for (const route of table())
		await spread(list, async ([who, client, says, id]) => {
			const wanted = says(route);
			const bad = judged(await attempt(client, route, id),
			    wanted);
			cells++;
			if (bad)
				wrong.push(`${who}: ${named(route)}: ${bad}, ` +
				    `not ${wanted ?? 'let in'}`);
		}, route.flags.includes('long') ? 1 : AT_ONCE); /* see site.conf.in */
	return [cells, wrong];
}

test('role × endpoint: each is let in where the table says, and only there',
    async () => {
	const list = await columns();
	const [cells, wrong] = await matrix(list);

	assert.deepEqual(wrong, []);
	assert.equal(cells, table().length * list.length);
	assert.ok(list.length >= 16 && table().length >= 150, `${cells} cells`);
});

test('control: a wrong expectation is found', async () => {
	const { body: { id } } = await posted(it);
	const list = [['operator', await it.login('operator'),
	    byRole('dispatcher'), id]];
	const apart = table().filter((r) => !r.flags.includes('open') &&
	    allows(r, 'operator') !== allows(r, 'dispatcher')).length;
	const [, wrong] = await matrix(list);

	assert.ok(apart > 10);
	assert.equal(wrong.length, apart);
	it.clients.delete('operator'); /* it has signed out */
});

test('a refused role is not told what its body lacked', async () => {
	const client = await admin();

	problem(await client.post('/requests', {}, { raw: '{', key: null }),
	    403, 'forbidden');
	problem(await it.anonymous().post('/requests', {},
	    { raw: '{', key: null }), 401, 'unauthenticated');
});

/* --- forged calls --------------------------------------------------------- */

const FORGERIES = {
	'no token': { 'X-CSRF-Token': null },
	'an empty token': { 'X-CSRF-Token': '' },
	'a wrong token': { 'X-CSRF-Token': 'A'.repeat(43) },
	'somebody else\'s token': (other) => ({ 'X-CSRF-Token': other.csrf }),
	'another session\'s token of the same person': (_, before) =>
	    ({ 'X-CSRF-Token': before }),
	'cross-site': { 'Sec-Fetch-Site': 'cross-site' },
	'same-site': { 'Sec-Fetch-Site': 'same-site' },
	'cross-site, our origin': (other) => ({ Origin: other.inst.base,
	    'Sec-Fetch-Site': 'cross-site' }),
	'typed by hand, without a token': { 'Sec-Fetch-Site': 'none',
	    'X-CSRF-Token': null },
	'another origin': { Origin: 'https://evil.example' },
	'our host on another port': { Origin: 'http://127.0.0.1:1' },
	'an origin of null': { Origin: 'null' },
	'a form of text, without a token': { 'X-CSRF-Token': null,
	    'Content-Type': 'text/plain' },
	'a form, without a token': { 'X-CSRF-Token': null,
	    'Content-Type': 'application/x-www-form-urlencoded' },
};

/** forgeries(other, before): [what, headers] of all. */
const forgeries = (other, before) => Object.entries(FORGERIES)
    .map(([what, h]) => [what, typeof h === 'function' ? h(other, before)
	: h]);

/** told(): the newest entry of the audit, which every write leaves. */
const told = async () => status(await (await admin()).get('/audit?limit=1'),
    200).items[0].seq;

test('CSRF: every unsafe endpoint × every forgery', async () => {
	const { body: { id } } = await posted(it);
	const other = await it.newSession('operator2');
	const unsafe = table().filter((r) => UNSAFE(r) &&
	    !r.flags.includes('open'));
	const clients = new Map();
	const before = {};
	const wrong = [];
	let cells = 0;

	for (const role of ROLES) {
		before[role] = (await it.newSession(role)).csrf;
		clients.set(role, await it.newSession(role));
		assert.notEqual(before[role], clients.get(role).csrf);
	}
	const seq = await told();
	await spread(unsafe, async (route) => {
		const role = ROLES.find((r) => allows(route, r));
		const list = forgeries(other, before[role]);
		for (const [what, headers] of list) {
			const got = await attempt(clients.get(role), route, id,
			    { headers });
			const said = `${got.status} ${got.body?.code}`;
			cells++;
			if (said !== '403 csrf')
				wrong.push(`${named(route)}: ${what}: ${said}`);
		}
	});
	assert.deepEqual(wrong, []);
	assert.equal(cells, unsafe.length * Object.keys(FORGERIES).length);
	assert.ok(cells >= 14 * 80, `${cells} cells`);
	assert.equal(await told(), seq, 'nothing was written');
});

/* Calls that would change something: who, method, path, body. */
const writes = async () => {
	const operator = await it.login('operator');
	const { body } = await posted(it);

	return [
	    [operator, 'POST', '/requests', registration()],
	    [operator, 'POST', `/requests/${body.id}/note`, { text: 'х' }],
	    [operator, 'PATCH', `/requests/${(await posted(it)).body.id}`,
		{ address: { flat: '9' } }, { etag: '"1"' }],
	    [operator, 'POST', '/quotes', { zone: 'green' }],
	    [operator, 'POST', '/calls', { outcome: 'emergency' }],
	    [operator, 'PUT', `/drafts/${randomUUID()}`, { text: 'х' }],
	    [await it.login('dispatcher'), 'POST', '/queue/next', {}],
	    [await admin(), 'POST', '/calendar',
		{ date: '2031-03-08', open_min: 0, close_min: 0 }],
	    [await admin(), 'POST', '/users',
		{ login: 'forged', name: 'х', role: 'admin' }],
	    [await admin(), 'POST', '/users/spare/lock', {}, { etag: etag(
		await (await admin()).get('/users/spare')) }],
	];
};

test('CSRF: what would change something changes nothing', async () => {
	const list = await writes();
	const other = await it.newSession('robot');
	const before = (await it.newSession('robot')).csrf;
	const seq = await told();

	for (const [client, method, path, body, how] of list)
		for (const [what, headers] of forgeries(other, before))
			problem(await client.call(method, path, body,
			    { ...how, headers }), 403, 'csrf', what);
	assert.equal(await told(), seq);
	/* Control: each of them does change something when it is ours. */
	for (const [client, method, path, body, how] of list) {
		const last = await told();
		status(await client.call(method, path, body, { ...how,
		    headers: { 'Sec-Fetch-Site': 'same-origin' } }),
		200, 201, 204);
		assert.ok(/quotes|drafts/.test(path) || await told() > last,
		    `${method} ${path} is in the audit`);
	}
});

test('CSRF: JSON only, whatever a form can send', async () => {
	const { body: { id } } = await posted(it);

	/* DELETE takes no body, and no form can send it. */
	for (const route of table().filter(UNSAFE)) {
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

test('CSRF: reading needs no token, and no reading method writes',
    async () => {
	const client = await it.login('operator');
	const bare = { headers: { 'X-CSRF-Token': null } };

	status(await client.get('/zones', bare), 200);
	status(await client.call('HEAD', '/zones', undefined, bare), 200);
	for (const path of ['/requests', '/calls', '/quotes', '/session'])
		for (const method of ['HEAD', 'OPTIONS'])
			status(await client.call(method, path, undefined, bare),
			    200, 204, 405);
});

test('our own page is let in', async () => {
	const operator = await it.login('operator');

	for (const headers of [{ 'Sec-Fetch-Site': 'same-origin' },
	    { Origin: it.base }, { 'Sec-Fetch-Site': 'same-origin',
		Origin: it.base }])
		status(await operator.post('/calls', { outcome: 'emergency' },
		    { headers }), 201);
});

/* --- what is another's ---------------------------------------------------- */

/* A colleague who takes a call about a request may note it; the answer holds
   the masked line only. */
const OPEN_TO_COLLEAGUES = new Set([`POST ${API}/requests/{id}/note`]);

test('a colleague\'s request: nothing of it is told, nothing written',
    async () => {
	const mine = registration({ symptoms: 'редкий кашель' });
	const { id, number } = status(await (await it.login('operator'))
	    .post('/requests', mine), 201);
	const other = await it.newSession('operator2');
	const said = [];

	for (const route of table()) {
		if (!route.path.startsWith(`${API}/requests/{id}`) ||
		    !allows(route, 'operator') ||
		    OPEN_TO_COLLEAGUES.has(named(route)))
			continue;
		const got = await attempt(other, route, id, { etag: '"1"' });
		said.push(`${named(route)} ${got.status}`);
		for (const word of ['редкий кашель', mine.patient.name,
		    mine.patient.phone, mine.address.text, number])
			assert.ok(!got.text.includes(word),
			    `${named(route)}: ${word}`);
		assert.ok(got.status >= 400, said.at(-1));
	}
	assert.ok(said.length >= 5, said.join());
	const noted = await other.post(`/requests/${id}/note`, { text: 'х' });
	status(noted, 200);
	for (const word of ['редкий кашель', mine.patient.phone,
	    mine.address.text])
		assert.ok(!noted.text.includes(word), word);
});
