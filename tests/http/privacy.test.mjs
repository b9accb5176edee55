/** No name, phone, address or secret leaves the database. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test, { after, before } from 'node:test';
import { status } from './checks.mjs';
import { COOKIE, Instance, PASSWORD } from './harness.mjs';
import { registration } from './samples.mjs';

const it = new Instance();
let stopped = false;

before(() => it.launch());
after(() => stopped
    ? fs.rmSync(it.var, { recursive: true, force: true }) : it.stop());

const CANARIES = ['Kanareykin', 'Кенаров', '5550177', '555-01-77',
    'Yellowbird-street', 'Певчая', 'warblecough', 'intercom99',
    'doghouse77', 'songnote', 'zonetweet', 'querychirp', 'pathpeep',
    'agenttrill', 'referwarble'];

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
	const pid = it.kill9(); /* what was in its memory, too */
	await it.restarted(pid);
	const metrics = await it.fcgi({ path: '/metrics' });
	assert.deepEqual(found(metrics.text), []);
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
