/** Finding requests among all there ever were. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { clinicDate, DAY_MS, invalid, status } from './checks.mjs';
import { service } from './harness.mjs';
import { registration } from './samples.mjs';

const it = service({ users: [{ login: 'operator2', role: 'operator' }] });

async function posted(changes, by = 'operator') {
	const operator = await it.login(by);

	return status(await operator.post('/requests',
	    registration(changes)), 201);
}

/** found(query, by): the ids of the first page. */
async function found(query, by = 'dispatcher') {
	const client = await it.login(by);

	return status(await client.get(`/requests?${query}`), 200)
	    .items.map((i) => i.id);
}

const word = (text) => `q=${encodeURIComponent(text)}`;

test('ended ones are found by name, phone and card', async () => {
	const patient = { name: 'Щеглова Инга Тарасовна',
	    birth_date: '1971-05-06', phone: '+7 812 555-01-91' };
	const r = await posted({ patient });
	const operator = await it.login('operator');

	status(await operator.post(`/requests/${r.id}/cancel`,
	    { reason: 'better' }, { etag: '"1"' }), 200);
	for (const text of ['щегл', 'инга щеглова', '8 812 555 01 91', r.number])
		assert.deepEqual(await found(word(text)), [r.id], text);
	assert.deepEqual(await found(word('щеглова ольга')), []);
	assert.deepEqual(await found(`${word('щегл')}&state=queued`), []);
	assert.deepEqual(await found(`${word('щегл')}&reason=better`), [r.id]);
	assert.deepEqual(await found('reason=better'), [r.id]);
	assert.ok((await found('all=1')).includes(r.id));
	assert.ok(!(await found('')).includes(r.id));
});

test('lines stay masked, whatever finds them', async () => {
	const body = registration();

	await posted(body);
	const client = await it.login('dispatcher');
	const got = status(await client.get(
	    `/requests?${word(body.patient.name)}`), 200);
	assert.ok(got.items.length > 0);
	assert.ok(!JSON.stringify(got).includes(body.patient.name));
	assert.ok(!JSON.stringify(got).includes(body.patient.phone));
});

test('an operator finds their own alone', async () => {
	const patient = { name: 'Чижова Рада Ильинична',
	    birth_date: '1981-05-06', phone: '+7 812 555-01-92' };
	const r = await posted({ patient }, 'operator2');

	assert.deepEqual(await found(word('чижова'), 'operator2'), [r.id]);
	for (const query of [word('чижова'), 'all=1',
	    `${word('чижова')}&created_by=operator2`])
		assert.ok(!(await found(query, 'operator')).includes(r.id),
		    query);
	assert.deepEqual(await found('created_by=operator2'), [r.id]);
});

test('by day of posting, place and who holds it', async () => {
	const r = await posted({ address: { place: 'pargolovo' } });
	const today = clinicDate(Date.now());
	const tomorrow = clinicDate(Date.now() + DAY_MS);
	const dispatcher = await it.login('dispatcher');

	assert.deepEqual(await found('place=pargolovo'), [r.id]);
	assert.ok((await found(`from=${today}&to=${today}`)).includes(r.id));
	assert.deepEqual(await found(`from=${tomorrow}`), []);
	assert.deepEqual(await found('claimed_by=dispatcher'), []);
	status(await dispatcher.post(`/requests/${r.id}/claim`, {},
	    { etag: '"1"' }), 200);
	assert.deepEqual(await found('claimed_by=dispatcher'), [r.id]);
});

test('pages follow one another', async () => {
	const client = await it.login('dispatcher');
	const seen = [];
	let cursor = '';

	for (let i = 0; i < 6; i++)
		await posted();
	do {
		const page = status(await client.get(
		    `/requests?all=1&limit=3${cursor}`), 200);
		seen.push(...page.items.map((i) => i.id));
		cursor = page.next && `&cursor=${page.next}`;
	} while (cursor);
	assert.equal(new Set(seen).size, seen.length);
	assert.deepEqual(seen, await found('all=1&limit=200'));
	assert.ok(seen.length > 6);
});

test('what cannot be looked for is said', async () => {
	const client = await it.login('dispatcher');

	for (const [query, pointer] of [[word('а'), '?q'],
	    ['q=-', '?q'], ['place=nowhere', '?place'],
	    ['from=2026-02-30', '?from'], ['to=yesterday', '?to'],
	    ['all=1&cursor=n0-1', '?cursor']])
		invalid(await client.get(`/requests?${query}`), pointer);
});
