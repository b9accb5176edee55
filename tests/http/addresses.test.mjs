/** The place a typed address names, and what comes of another one. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, problem, status } from './checks.mjs';
import { service } from './harness.mjs';
import { registration } from './samples.mjs';

const it = service();

async function read(text, place = null, who = 'operator') {
	const client = await it.login(who);

	return client.post('/addresses/read', { text, place }, { key: null });
}

const answered = async (...args) => status(await read(...args), 200);

const MURINO = { code: 'lo_murino', name: 'Мурино', zone: 'oblast' };

test('a settlement is read, with its rule and the words', async () => {
	assert.deepEqual(await answered('г. Мурино, Тестовая улица, 5'), {
		place: MURINO, rule: 'murino', matched: 'Мурино',
		ambiguous: false, candidates: [MURINO], contradicts: false,
		same_zone: false,
	});
});

test('every role may ask', async () => {
	for (const who of ['operator', 'dispatcher', 'admin'])
		assert.equal((await answered('Мурино', null, who)).place.code,
		    'lo_murino');
});

test('the chosen place is compared', async () => {
	const other = await answered('Мурино', 'vasileostrovsky');
	assert.deepEqual([other.contradicts, other.same_zone], [true, false]);

	const above = await answered('Мурино', 'vsevolozhsky');
	assert.deepEqual([above.contradicts, above.same_zone], [false, true]);

	const beside = await answered('Мурино', 'lo_kudrovo');
	assert.deepEqual([beside.contradicts, beside.same_zone], [true, true]);
});

test('doubt is asked, with what it may be', async () => {
	const got = await answered('Кировский р-н, 5');

	assert.equal(got.ambiguous, true);
	assert.equal(got.place, null);
	assert.deepEqual(got.candidates.map((c) => [c.code, c.zone]),
	    [['kirovsky', 'yellow'], ['kirovsky_lo', 'oblast']]);
});

test('an address that names no place says nothing', async () => {
	for (const text of ['Тестовая улица, 5', 'Невский проспект, 100',
	    '', null, '<b>', '🏠'])
		assert.deepEqual(await answered(text, 'nevsky'), {
			place: null, rule: null, matched: null,
			ambiguous: false, candidates: [], contradicts: false,
			same_zone: false,
		}, text);
});

test('wrong bodies are refused', async () => {
	invalid(await read('Мурино', 'nowhere'), '/place');
	invalid(await read('а'.repeat(501)), '/text');
	invalid(await read('Мурино '.repeat(1429)), '/text');
	const client = await it.login('operator');
	invalid(await client.post('/addresses/read', { txt: 'Мурино' }), '/txt');
	problem(await client.get('/addresses/read?text=a'), 405);
	status(await read('а'.repeat(500)), 200);
});

/* --- posting ----------------------------------------------------------- */

async function post(address) {
	const client = await it.login('operator');

	return status(await client.post('/requests',
	    registration({ address })), 201);
}

test('another place than the address says is flagged, not refused', async () => {
	const posted = await post({ text: 'Мурино, Тестовая улица, 5',
		place_reason: 'так сказала диспетчер ЖК' });

	assert.ok(posted.flags.includes('address_contradicts'));
	assert.equal(posted.address.place_reason, 'так сказала диспетчер ЖК');
	const dispatcher = await it.login('dispatcher');
	const seen = status(await dispatcher.get(`/requests/${posted.id}`), 200);
	assert.equal(seen.address.place_reason, 'так сказала диспетчер ЖК');
	assert.ok(seen.flags.includes('address_contradicts'));
});

test('the place the address says, or one above it, is no contradiction', async () => {
	for (const place of ['lo_murino', 'vsevolozhsky']) {
		const posted = await post({ text: 'Мурино, Тестовая улица, 6',
			flat: place, place });
		assert.ok(!posted.flags.includes('address_contradicts'), place);
		assert.equal(posted.address.place_reason, null);
	}
});

test('the flag follows an address put right', async () => {
	const operator = await it.login('operator');
	const patch = async (was, text) => status(await operator.call('PATCH',
	    `/requests/${was.id}`, { address: { text } },
	    { etag: `"${was.version}"` }), 200);
	const posted = await post({ text: 'Тестовая улица, 7' });

	assert.ok(!posted.flags.includes('address_contradicts'));
	const wrong = await patch(posted, 'Мурино, Тестовая улица, 7');
	assert.ok(wrong.flags.includes('address_contradicts'));
	const right = await patch(wrong, 'Тестовая улица, 8');
	assert.ok(!right.flags.includes('address_contradicts'));
});

test('a reason is no longer than the form says', async () => {
	const client = await it.login('operator');

	invalid(await client.post('/requests', registration({
		address: { place_reason: 'а'.repeat(501) } })),
	    '/address/place_reason');
});
