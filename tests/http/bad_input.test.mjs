/** Broken, oversized and sly input: a clear refusal, and a service alive. */
import assert from 'node:assert/strict';
import test, { afterEach } from 'node:test';
import { invalid, problem, status } from './checks.mjs';
import { API, service } from './harness.mjs';
import { registration } from './samples.mjs';

const it = service();

afterEach(async () => {
	status(await it.send({ path: '/healthz' }), 200);
});

const raw = async (bytes, options) => (await it.login('operator'))
    .post('/quotes', undefined, { raw: bytes, ...options });
const nested = (n) => '{"a":'.repeat(n - 1) + '{}' + '}'.repeat(n - 1);

/* Not JSON as RFC 8259 and our guard have it: 400. */
const syntax = {
	'an empty body': '',
	'a blank body': '   ',
	'an open object': '{"zone":"green"',
	'garbage after the end': '{"zone":"green"} x',
	'two documents': '{"zone":"green"}{"zone":"green"}',
	'a comma too many': '{"zone":"green",}',
	'single quotes': "{'zone':'green'}",
	'a comment': '{"zone":"green"/* */}',
	'an unquoted name': '{zone:"green"}',
	'a duplicate key': '{"zone":"green","zone":"oblast"}',
	'a duplicate key behind an escape':
	    '{"zone":"green","z\\u006fne":"oblast"}',
	'a duplicate key deeper': '{"zone":"green","x":{"a":1,"a":2}}',
	'a byte order mark': '\ufeff{"zone":"green"}',
	'UTF-16': Buffer.from('{"zone":"green"}', 'utf16le'),
	'a broken UTF-8 byte': Buffer.from('{"zone":"gr\xff"}', 'latin1'),
	'overlong UTF-8': Buffer.from('{"zone":"\xc0\xaf"}', 'latin1'),
	'a surrogate in UTF-8': Buffer.from('{"zone":"\xed\xa0\x80"}',
	    'latin1'),
	'beyond Unicode': Buffer.from('{"zone":"\xf4\x90\x80\x80"}', 'latin1'),
	'half a character': Buffer.from('{"zone":"\xd0"}', 'latin1'),
	'a lone surrogate escape': '{"zone":"\\ud800"}',
	'\\u0000': '{"zone":"green\\u0000"}',
	'\\u0000 in a name': '{"zone\\u0000x":"green"}',
	'a raw NUL': '{"zone":"green\0"}',
	'a NUL after the end': '{"zone":"green"}\0',
	'a line break in a string': '{"zone":"gr\neen"}',
	'a false escape': '{"zone":"\\x41"}',
	'NaN': '{"zone":NaN}',
	'Infinity': '{"zone":-Infinity}',
	'a leading zero': '{"zone":01}',
	'a plus': '{"zone":+1}',
	'a bare dot': '{"zone":1.}',
	'True': '{"zone":True}',
	'depth 17': nested(17),
	'depth 10000': nested(5000),
	'arrays to depth 30000': '['.repeat(30_000),
	'2001 values': `{"services":[${'1,'.repeat(2001)}1]}`,
};

for (const [what, bytes] of Object.entries(syntax))
	test(`refused as no JSON: ${what}`, async () => {
		problem(await raw(bytes), 400, 'bad_request');
	});

for (const bytes of ['[]', '"green"', '5', 'null', 'true', '[{}]'])
	test(`refused as no object: ${bytes}`, async () => {
		problem(await raw(bytes), [400, 422]);
	});

test('depth 16 and a thousand values are still JSON', async () => {
	invalid(await raw(nested(16)), '/a');
	problem(await raw(`{"services":[${'1,'.repeat(900)}1]}`), 422);
});

test('unknown members are named, all of them', async () => {
	invalid(await raw('{"zone":"green","Zone":"red","a/b":1,"c~d":2,' +
	    '"":3,"__proto__":4,"constructor":5}'), '/Zone', '/a~1b', '/c~0d',
	    '/', '/__proto__', '/constructor');
});

test('wrong types are named, all of them', async () => {
	const body = registration();
	const operator = await it.login('operator');
	const post = (changes) => operator.post('/requests',
	    { ...body, ...changes });

	invalid(await post({ patient: [], address: 'Тестовая', services: {},
	    performers: 'doctor', symptoms: 7, consent: true }),
	    '/patient', '/address', '/services', '/performers', '/symptoms',
	    '/consent');
	invalid(await post({ services: ['X01'] }), '/services/0');
	invalid(await post({ services: [{ code: 1 }] }), '/services/0/code');
	invalid(await post({ bonus_member: 'false' }), '/bonus_member');
	invalid(await post({ bonus_member: 0 }), '/bonus_member');
	invalid(await post({ epid: [] }), '/epid');
	invalid(await post({ red_flags: 'no' }), '/red_flags');
});

test('lists end somewhere', async () => {
	const operator = await it.login('operator');

	invalid(await operator.post('/requests', registration({
	    services: Array(200).fill({ code: 'X01' }) })), '/services');
});

test('numbers are exact or refused', async () => {
	const admin = await it.login('admin');
	const price = (amount) => admin.post('/tariffs', undefined, { raw:
	    `{"zone":"red","performer":"nurse","valid_from":"2098-01-01",` +
	    `"reason":"x","price":{"amount":${amount},"currency":"RUB"}}` });

	for (const amount of ['1.5', '1e400', '-1e400', '9007199254740993',
	    '9223372036854775808', '1e-5', '390000.0000001',
	    '1' + '0'.repeat(400), '-390000', '"390000"', 'true', '[390000]',
	    'null', '{}']) {
		const got = await price(amount);
		problem(got, [400, 422]);
	}
});

test('a token is an integer', async () => {
	const dispatcher = await it.login('dispatcher');
	const id = '01900000-0000-7000-8000-000000000000';

	for (const token of [1.5, '7', -1, 9007199254740992, null, [7], true])
		invalid(await dispatcher.post(`/requests/${id}/heartbeat`,
		    { token }), '/token');
});

test('64 KiB fit, one byte more does not', async () => {
	const body = '{"zone":"green"}';
	const pad = (n) => body + ' '.repeat(n - body.length);

	status(await raw(pad(65_536)), 201);
	problem(await raw(pad(65_537)), 413, 'body_too_large');
	const direct = await it.fcgi({ method: 'POST', path: `${API}/session`,
	    headers: { 'Content-Type': 'application/json' },
	    body: pad(70_000) });
	problem(direct, 413, 'body_too_large');
});

test('a chunked body is a body', async () => {
	const operator = await it.login('operator');
	const got = await operator.post('/quotes', undefined, {
	    raw: '{"zone":"green"}',
	    headers: { 'Transfer-Encoding': 'chunked' },
	});

	status(got, 201);
});

test('JSON is the only type', async () => {
	const body = '{"zone":"green"}';

	for (const type of ['text/plain', 'text/json', 'application/jsonp',
	    'application/xml', 'json', '', 'application/json+x',
	    'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
		problem(await raw(body, { headers: { 'Content-Type': type } }),
		    415, 'unsupported_media_type');
	problem(await raw(body, { headers: { 'Content-Type': null } }), 415);
	for (const type of ['application/json', 'application/json; charset=utf-8',
	    'Application/JSON', 'application/json;charset="UTF-8"'])
		status(await raw(body, { headers: { 'Content-Type': type } }),
		    201);
});

test('a wrong method says which are right', async () => {
	const operator = await it.login('operator');

	for (const [method, target, allow] of [
	    ['DELETE', '/requests', ['GET', 'POST']],
	    ['PUT', '/quote', ['GET']],
	    ['PATCH', '/zones', ['GET']],
	    ['GET', '/queue/next', ['POST']],
	    ['PUT', '/session', ['GET', 'POST', 'DELETE']],
	    ['GET', '/requests/x/claim', ['POST']]]) {
		const got = await operator.call(method, target,
		    method === 'GET' ? undefined : {});
		problem(got, 405, 'method_not_allowed');
		const listed = (got.headers.allow ?? '').split(/,\s*/);
		for (const m of allow)
			assert.ok(listed.includes(m),
			    `${target}: ${got.headers.allow}`);
	}
	for (const method of ['BREW', 'get', 'CONNECT-ME', 'PROPFIND']) {
		const got = await it.raw(`${method} ${API}/zones HTTP/1.1\r\n` +
		    'Host: localhost\r\nConnection: close\r\n\r\n');
		assert.match(got.toString('latin1', 0, 40),
		    /^HTTP\/1\.1 (400|401|405|501) /);
	}
});

test('OPTIONS lists the methods', async () => {
	const got = await (await it.login('operator'))
	    .call('OPTIONS', '/requests');

	status(got, 200, 204);
	assert.match(got.headers.allow, /GET/);
	assert.match(got.headers.allow, /POST/);
});

test('HEAD is GET without the body', async () => {
	const got = await (await it.login('operator')).call('HEAD', '/zones');

	status(got, 200);
	assert.equal(got.text, '');
});

test('an unknown path is 404, near misses too', async () => {
	const operator = await it.login('operator');

	for (const target of ['', '/', '/zones/', '/Zones', '/zones/green/x',
	    '/requests//history', '/requests/x/y', '/..', '/zones%00',
	    '/zones%20', '/zones;x=1', '/../v1/nothing', '/%7e'])
		problem(await operator.get(target), [400, 404]);
	for (const target of ['/api/', '/api/v2/zones', '/api/v10',
	    '/api/v1x/zones'])
		problem(await operator.get(target, { absolute: true }), 404);
});

test('query strings are checked before they are read', async () => {
	const operator = await it.login('operator');
	const q = (query) => operator.get(`/lookup?${query}`);

	for (const query of ['q=%', 'q=%4', 'q=%zz', 'q=%ff', 'q=%c0%af',
	    'q=%00', 'q=a%00b', 'q=%ed%a0%80', 'q=a&limit=%31%zz'])
		problem(await q(query), [400, 422]);
	for (const query of ['q=a&q=b', 'limit=1&limit=2&q=a'])
		status(await q(query), 200, 400, 422);
	invalid(await q('q=a&colour=red'), '?colour');
	for (const query of ['q=a+b', 'q=a%20b', 'q=%D1%83%D0%B7%D0%B8', 'q=a&',
	    '&q=a', 'q=a%26b', 'q=%2B'])
		status(await q(query), 200);
	assert.equal((await q('q=a+b')).body.query, 'a b');
	assert.equal((await q('q=%2B')).body.query, '+');
	status(await q(`q=${'%D0%B0'.repeat(1100)}`), 200, 414, 422);
	status(await q('q=a&' + 'x=1&'.repeat(500)), 422, 400);
});

/* HTTP that no client library sends. */
const http = {
	'noise': Buffer.from(Array.from({ length: 2000 },
	    (_, i) => (i * 167 + 13) % 256)),
	'a TLS hello': Buffer.from('16030100a5010000a10303', 'hex'),
	'two lengths': `POST ${API}/session HTTP/1.1\r\nHost: a\r\n` +
	    'Content-Length: 2\r\nContent-Length: 30\r\n\r\n{}',
	'length and chunks': `POST ${API}/session HTTP/1.1\r\nHost: a\r\n` +
	    'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
	'a length below zero': `POST ${API}/session HTTP/1.1\r\nHost: a\r\n` +
	    'Content-Length: -1\r\n\r\n',
	'a huge length': `POST ${API}/session HTTP/1.1\r\nHost: a\r\n` +
	    'Content-Length: 99999999999999999999\r\n\r\n',
	'a false chunk': `POST ${API}/session HTTP/1.1\r\nHost: a\r\n` +
	    'Transfer-Encoding: chunked\r\n\r\nZZ\r\n',
	'no Host': `GET ${API}/zones HTTP/1.1\r\n\r\n`,
	'a folded header': `GET ${API}/zones HTTP/1.1\r\nHost: a\r\n` +
	    'X: a\r\n b\r\n\r\n',
	'a blank before the colon': `GET ${API}/zones HTTP/1.1\r\n` +
	    'Host : a\r\n\r\n',
};

for (const [what, bytes] of Object.entries(http))
	test(`refused as no HTTP: ${what}`, async () => {
		const got = (await it.raw(bytes, { ms: 1000, end: true }))
		    .toString('latin1');

		assert.match(got.slice(0, 40),
		    /^(HTTP\/1\.[01] (4\d\d|501) |\{|$)/);
	});
