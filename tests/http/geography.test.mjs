/** Zones, places and address rules edited: no place without a price. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { etag, invalid, problem, rubles, status } from './checks.mjs';
import { posted } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service();

test('a zone comes with both its prices, or not at all', async () => {
	const admin = await it.login('admin');
	const operator = await it.login('operator');
	const zone = { code: 'far', name: 'Дальняя', sort: 9,
	    prices: { doctor: rubles(12000), nurse: rubles(6000) } };

	invalid(await admin.post('/zones', { ...zone, prices: undefined }),
	    '/prices/doctor', '/prices/nurse');
	invalid(await admin.post('/zones', { ...zone,
	    prices: { doctor: rubles(12000) } }), '/prices/nurse');
	invalid(await admin.post('/zones', { ...zone,
	    prices: { doctor: rubles(-1), nurse: rubles(0) } }), '/prices/nurse');
	invalid(await admin.post('/zones', { ...zone, name: ' ' }), '/name');
	problem(await admin.post('/zones', { ...zone, code: 'green' }), 409,
	    'already_exists');
	problem(await operator.post('/zones', zone), 403);
	assert.equal((await admin.get('/zones/far')).status, 404);

	const made = await admin.post('/zones', zone);
	assert.deepEqual(status(made, 201), { code: 'far', name: 'Дальняя',
	    sort: 9, version: 1 });
	etag(made);
	assert.equal(made.headers.location, '/api/v1/zones/far');
	const quote = await operator.get('/quote?zone=far&performers=doctor,nurse');
	assert.equal(status(quote, 200).total.amount, 1800000);
	const { items } = (await admin.get('/tariffs/history?zone=far')).body;
	assert.deepEqual(items.map((x) => x.recorded_by), ['admin', 'admin']);
});

test('a place whose zone must be asked says so, and is never priced', async () => {
	const admin = await it.login('admin');
	const check = async (code) => status(await admin.get('/places/check'), 200)
	    .items.find((x) => x.code === code);
	const make = (over) => admin.post('/places', { code: 'between',
	    name: 'Между зонами', kind: 'settlement', ...over });

	assert.equal(status(await admin.get('/places/check'), 200).missing, 0);
	const lost = await make({});
	status(lost, 201);
	assert.deepEqual(await check('between'), { code: 'between',
	    name: 'Между зонами', state: 'missing', zone: null, alike: [] });
	assert.equal((await admin.get('/places/check')).body.missing, 1);
	const asked = await admin.patch('/places/between', { ask: true,
	    parent: 'vasileostrovsky' }, { etag: etag(lost) });
	status(asked, 200);
	assert.equal((await check('between')).state, 'ask');
	problem(await admin.get('/quote?place=between&performers=doctor'), 422);
	invalid(await admin.patch('/places/between', { zone: 'green' },
	    { etag: etag(asked) }));
	const inherits = await admin.patch('/places/between', { ask: false },
	    { etag: etag(asked) });
	assert.equal((await check('between')).zone, 'green');
	status(await admin.delete('/places/between', { etag: etag(inherits) }), 204);
	assert.deepEqual((await check('kirovsky')).alike, ['kirovsky_lo']);
});

test('a rule is tried before it is one', async () => {
	const admin = await it.login('admin');
	const tryIt = async (body) => status(
	    await admin.post('/address-rules/try', body), 200);

	await posted(it);
	const got = await tryIt({ pattern: '\\bсказочн\\w+\\s+ул\\.?\\s*(?<house>\\d+)',
	    house_from: 1, house_to: 9, parity: 'odd',
	    samples: ['Сказочная ул. 7', 'сказочной ул 8', 'Другая, 1'] });
	assert.deepEqual(got.samples, [
		{ text: 'Сказочная ул. 7', result: 'yes', matched: 'Сказочная ул. 7' },
		{ text: 'сказочной ул 8', result: 'no', matched: null },
		{ text: 'Другая, 1', result: 'no', matched: null }]);
	assert.deepEqual([got.why, got.dangerous, got.everything],
	    [null, false, false]);
	assert.ok(got.recent.tried >= 1);
	assert.equal(got.recent.matched, 0);

	const all = await tryIt({ pattern: '.+', samples: [] });
	assert.equal(all.everything, true);
	assert.equal(all.recent.matched, all.recent.tried);
	assert.match((await tryIt({ pattern: '(' })).why, /./);
	assert.match((await tryIt({ pattern: 'x', parity: 'odd' })).why, /house/);
	const evil = await tryIt({ pattern: '(\\w+\\s*)+$x', samples: ['а'] });
	assert.equal(evil.dangerous, true);
	invalid(await admin.post('/address-rules/try', { pattern: 'x',
	    parity: 'perhaps' }), '/parity');
	problem(await (await it.login('dispatcher')).post('/address-rules/try',
	    { pattern: 'x' }), 403);
});

test('a rule is saved, in force at once, in its turn; a dangerous one is not', async () => {
	const admin = await it.login('admin');
	const read = async (text) => status(await admin.post('/addresses/read',
	    { text }), 200).place?.code ?? null;
	const rule = { code: 'fairy', pattern: '\\bсказочн\\w+\\s+ул', place: 'lo_murino',
	    parity: 'any', active: true, sort: 5, note: 'улица вымышлена' };

	assert.equal(await read('Сказочная ул. 7'), null);
	const made = await admin.post('/address-rules', rule);
	assert.deepEqual(status(made, 201), { ...rule, house_from: 0, house_to: 0,
	    version: 1 });
	assert.equal(await read('Сказочная ул. 7'), 'lo_murino');
	const tag = { etag: etag(made) };
	for (const [pattern, code] of [['(', 'pattern'], ['(\\w+\\s*)+$x',
	    'pattern_dangerous'], ['(?:а+)+б', 'pattern_dangerous'],
	    ['.+', 'pattern_everything']]) {
		const [error] = invalid(await admin.patch('/address-rules/fairy',
		    { pattern }, tag), '/pattern');
		assert.equal(error.code, code, pattern);
	}
	invalid(await admin.patch('/address-rules/fairy', { place: 'nowhere' },
	    tag), '/place');
	invalid(await admin.patch('/address-rules/fairy', { house_from: 9,
	    house_to: 3 }, tag));
	const off = await admin.patch('/address-rules/fairy', { active: false }, tag);
	status(off, 200);
	assert.equal(await read('Сказочная ул. 7'), null);
	status(await admin.delete('/address-rules/fairy', { etag: etag(off) }), 204);
});
