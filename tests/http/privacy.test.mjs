/** No name, phone, address or secret leaves the database. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test, { after, before } from 'node:test';
import { status } from './checks.mjs';
import { COOKIE, Instance, PASSWORD } from './harness.mjs';
import { ROLES, allows } from './routes.mjs';
import { registration } from './samples.mjs';
import { filled, operations } from './schema.mjs';

const it = new Instance();
let stopped = false;

before(() => it.launch());
after(() => stopped
    ? fs.rmSync(it.var, { recursive: true, force: true }) : it.stop());

const CANARIES = ['Kanareykin', 'Кенаров', '5550177', '555-01-77',
    'Yellowbird-street', 'Певчая', 'warblecough', 'intercom99',
    'doghouse77', 'songnote', 'zonetweet', 'querychirp', 'pathpeep',
    'agenttrill', 'referwarble', 'walkerwren'];

/** found(text): the canaries in it, plain, escaped or percent-encoded. */
function found(text) {
	const escaped = (c) => [...c].map((ch) => ch > '\x7f'
	    ? '\\u' + ch.charCodeAt(0).toString(16).padStart(4, '0') : ch)
	    .join('');
	const forms = (c) => [c, Buffer.from(c).toString('latin1'), escaped(c),
	    encodeURIComponent(c)];

	return CANARIES.filter((c) => forms(c).some((f) =>
	    text.toLowerCase().includes(f.toLowerCase())));
}

test('a canary in everything a caller may say', async () => {
	const operator = await it.login('operator');
	const dispatcher = await it.login('dispatcher');
	const headers = { 'User-Agent': 'agenttrill',
	    Referer: 'http://localhost/?referwarble' };
	const body = registration({
		patient: { name: 'Kanareykin Кенаров',
		    phone: '+78125550177' },
		address: { text: 'Yellowbird-street, Певчая, 1',
		    intercom: 'intercom99', note: 'doghouse77' },
		symptoms: 'warblecough', zone_dispute: 'zonetweet',
	});
	const made = status(await operator.post('/requests', body,
	    { headers }), 201);

	await operator.post('/requests', body); /* 409 */
	const back = { outcome: 'referred', referral: 'r01',
	    follow_up: 'call_back', callback_phone: '8 812 555-01-77' };
	status(await operator.post('/calls', back), 201);
	status(await operator.post('/calls',
	    { ...back, callback_phone: 'songnote' }), 422);
	await operator.post('/requests', { ...body, Kanareykin: 'querychirp' });
	await operator.post('/requests', undefined,
	    { raw: `${JSON.stringify(body)}{` });
	await operator.post('/requests',
	    { ...body, patient: { ...body.patient, birth_date: 'pathpeep' } });
	await operator.post(`/requests/${made.id}/note`, { text: 'songnote' });
	for (const q of ['+78125550177', '8 (812) 555-01-77'])
		status(await operator.get(
		    `/lookup?q=${encodeURIComponent(q)}`, { headers }), 200);
	for (const q of CANARIES) {
		const word = encodeURIComponent(q);
		await operator.get(`/lookup?q=${word}`, { headers });
		await operator.get(`/services/search?q=${word}`);
		await operator.get(`/places/search?q=${word}`);
		await operator.post('/addresses/read', { text: q, place: q });
		await operator.post('/addresses/read', { text: `Мурино, ${q}` });
		await operator.get(`/patients?card=${word}`);
		await operator.get(`/requests?q=${word}`);
		await operator.get(`/requests?${word}=1`);
		await operator.get('/zones', { headers:
		    { 'Accept-Language': word, 'If-None-Match': word } });
		await it.send({ path: `/nothing?${word}` });
	}
	await it.send({ path: `/api/v1/zones?${'pathpeep'.repeat(2000)}` });
	await it.raw('GET /?pathpeep HTTP/9.9\r\nHost: pathpeep\r\n\r\n',
	    { ms: 300 });
	await it.send({ method: 'POST', path: '/api/v1/session?querychirp',
	    headers: { 'Content-Type': 'application/json' },
	    body: 'songnote'.repeat(10_000) });
	status(await dispatcher.get(`/requests/${made.id}`), 200);
	await it.anonymous().post('/session',
	    { login: 'songnote', password: 'Kanareykin-warblecough' });
});

const WALKED = 'walkerwren';

/* Ended or endless: signing out, the stream, the sessions of the walkers. */
const LEFT_OUT = (r) => r.flags.includes('stream') ||
    (r.method === 'DELETE' && /\/session/.test(r.path));

test('one in every text of every endpoint; no refusal repeats it',
    async () => {
	const doc = status(await it.anonymous().get('/openapi.json'), 200);
	const told = [];
	let calls = 0;

	for (const { route, schema, query } of operations(doc)) {
		const role = ROLES.find((r) => allows(route, r));
		if (LEFT_OUT(route) || route.path === '/metrics')
			continue;
		const client = await it.login(role ?? 'operator');
		const names = new URLSearchParams(query
		    .map((name) => [name, WALKED]));
		for (const body of schema ? [filled(doc, schema, WALKED),
		    { [WALKED]: WALKED }, WALKED] : [undefined]) {
			const got = await client.call(route.method,
			    `${route.path.replace(/\{[^}]+\}/, '1')}?${names}`,
			    body, { absolute: true, etag: '"1"' });
			calls++;
			assert.ok(got.status < 500, `${route.path}: ${got.text}`);
			/* A member nobody knows is named, else not a word. */
			const said = (got.body?.errors ?? [])
			    .reduce((text, e) => text.replaceAll(e.pointer, ''),
				got.status >= 400 ? got.text : '');
			if (found(said).length > 0)
				told.push(`${route.method} ${route.path} ` +
				    got.text);
		}
	}
	assert.deepEqual(told, []);
	assert.ok(calls > 250, `${calls} calls`);
	const pid = it.kill9(); /* what was in its memory, too */
	await it.restarted(pid);
	const metrics = await it.fcgi({ path: '/metrics' });
	assert.deepEqual(found(metrics.text), []);
});

test('a process that dies leaves no memory behind', () => {
	const limits = fs.readFileSync(`/proc/${it.pid}/limits`, 'utf8');

	assert.match(limits, /^Max core file size +0 +0 /m);
});

test('none of it is in logs or files beside the database', async () => {
	const operator = await it.login('operator');
	const secrets = [PASSWORD, operator.cookies.get(COOKIE),
	    operator.csrf];

	await it.stop({ remove: false });
	stopped = true;
	/* The demo password is told when the service starts and kept to be told
	   again: in its own file, nowhere else. */
	fs.rmSync(`${it.var}/demo-password`);
	const logs = it.logs().replaceAll(`Password           ${PASSWORD}`, '');
	assert.deepEqual(found(logs), []);
	for (const secret of secrets)
		assert.ok(!logs.includes(secret), secret);
	assert.match(logs, /\/api\/v1\/requests/,
	    'the logs are really what we read');

	const db = ['', '-wal'].map((tail) => `${it.db}${tail}`)
	    .filter((file) => fs.existsSync(file))
	    .map((file) => fs.readFileSync(file, 'latin1')).join('');
	for (const c of ['Kanareykin', 'Певчая', 'warblecough'])
		assert.ok(found(db).includes(c),
		    `control: the search must find ${c} where it is`);
	for (const secret of secrets.slice(0, 2))
		assert.ok(!db.includes(secret), 'kept hashed');
});

test('the folder is closed to others', () => {
	for (const [file, mode] of [[it.db, 0o600], [`${it.var}/run`, 0o700]])
		assert.equal(fs.statSync(file).mode & 0o777 & ~mode, 0, file);
});
