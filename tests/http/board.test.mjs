/** The board: what waits, in the order of the promises. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, rubles, status } from './checks.mjs';
import { Held } from './dispatch.mjs';
import { service } from './harness.mjs';
import { registration } from './samples.mjs';

const it = service({ users: [{ login: 'operator2', role: 'operator' },
    { login: 'dispatcher2', role: 'dispatcher' }] },
    async () => {
	for (let i = 0; i < 20; i++)
		await posted();
});

async function posted(body = registration()) {
	const operator = await it.login('operator');

	return status(await operator.post('/requests', body), 201);
}

test('the board shows what it must and masks the rest', async () => {
	const body = registration();
	const r = await posted(body);
	const client = await it.login('dispatcher');
	const got = await client.get('/requests?limit=200&state=queued');
	const item = status(got, 200).items.find((i) => i.id === r.id);

	for (const member of ['id', 'number', 'version', 'state', 'created_at',
	    'created_by', 'zone', 'place', 'patient', 'phone_masked', 'address',
	    'services', 'performers', 'total', 'promise', 'claim', 'visit',
	    'attempt_count', 'retry_at', 'flags', 'kit'])
		assert.ok(member in item, member);
	assert.equal(item.patient.birth_year,
	    Number(body.patient.birth_date.slice(0, 4)));
	assert.deepEqual(item.total, rubles(3900));
	assert.ok(['calm', 'amber', 'red', 'overdue', 'kept']
	    .includes(item.promise.colour));
	assert.ok(!JSON.stringify(item).includes(body.patient.phone));
	assert.ok(!JSON.stringify(item).includes(body.patient.name));
	assert.ok(item.phone_masked.endsWith(
	    body.patient.phone.slice(-2)), item.phone_masked);
});

test('the board is ordered by deadline, then by posting', async () => {
	const client = await it.login('dispatcher');
	const { items } = status(await client.get(
	    '/requests?state=queued&limit=200'), 200);
	const keys = items.map((i) => [Date.parse(i.promise.deadline_at),
	    i.number]);
	const sorted = [...keys].sort((a, b) => a[0] - b[0] ||
	    a[1].localeCompare(b[1]));

	assert.ok(items.length > 5);
	assert.deepEqual(keys, sorted);
});

test('the board is read page by page', async () => {
	const client = await it.login('dispatcher');
	const all = status(await client.get('/requests?limit=200'), 200);
	const seen = [];

	assert.equal(all.next, null);
	for (let cursor = ''; ;) {
		const page = status(await client.get(
		    `/requests?limit=7${cursor}`), 200);
		assert.ok(page.items.length <= 7);
		seen.push(...page.items.map((i) => i.id));
		if (page.next === null)
			break;
		assert.ok(seen.length <= all.items.length, 'it ends');
		cursor = `&cursor=${encodeURIComponent(page.next)}`;
	}
	assert.deepEqual(seen, all.items.map((i) => i.id));
});

test('the board is filtered', async () => {
	const client = await it.login('dispatcher');
	const list = async (query) => status(await client.get(
	    `/requests?limit=200&${query}`), 200).items;
	const red = await posted(registration(
	    { address: { place: 'pargolovo' } }));

	assert.ok((await list('zone=red')).some((i) => i.id === red.id));
	assert.ok((await list('zone=red')).every((i) => i.zone === 'red'));
	assert.deepEqual(await list('state=closed'), []);
	assert.deepEqual((await list(`q=${red.number}`)).map((i) => i.id),
	    [red.id]);
	assert.deepEqual(await list('mine=1'), []);
	assert.ok((await list('overdue=1')).every(
	    (i) => i.promise.colour === 'overdue'));
});

test('an unchanged board is not sent again', async () => {
	const client = await it.login('dispatcher');
	const first = await client.get('/requests');
	const again = () => client.get('/requests',
	    { headers: { 'If-None-Match': first.headers.etag } });

	status(first, 200);
	assert.ok(first.headers.etag);
	const same = await again();
	status(same, 304);
	assert.equal(same.headers.etag, first.headers.etag);
	await posted(registration());
	const changed = await again();
	status(changed, 200);
	assert.notEqual(changed.headers.etag, first.headers.etag);
});

test('a page many ask for is never older than a write that was answered', async () => {
	const dispatcher = await it.login('dispatcher');
	const other = await it.login('dispatcher2');
	const list = async (client) => status(
	    await client.get('/requests?limit=200'), 200).items;

	for (let i = 0; i < 10; i++) {
		const r = await posted();
		assert.ok((await list(other)).some((o) => o.id === r.id));
		const held = new Held(dispatcher, await dispatcher.get(
		    `/requests/${r.id}`));
		const claimed = await held.must('claim');
		const [mine, theirs, again] = [await list(dispatcher),
		    await list(other), await list(dispatcher)].map((items) =>
			items.find((o) => o.id === r.id).claim);
		assert.equal(mine.token, claimed.claim.token);
		assert.deepEqual(again, mine);
		assert.equal(theirs.by, 'dispatcher');
		assert.equal(theirs.token, null, 'the token is its holder\'s');
		const beat = status(await held.call('heartbeat',
		    { token: mine.token }), 200);
		const seen = (await list(other)).find((o) => o.id === r.id);
		assert.equal(seen.claim.expires_at, beat.claim.expires_at);
	}
});

test('a page of the dispatchers is not the operators\'', async () => {
	const r = await posted();
	const [operator, own, dispatcher] = [await it.login('operator'),
	    await it.login('operator2'), await it.login('dispatcher')];
	const find = async (client) => status(await client.get(
	    '/requests?limit=200'), 200).items.find((i) => i.id === r.id);

	assert.notEqual((await find(dispatcher)).address, null);
	assert.equal((await find(operator)).address, null);
	assert.equal(await find(own), undefined);
});

test('parameters of the board are checked', async () => {
	const client = await it.login('dispatcher');

	for (const [query, pointer] of [['limit=0', '?limit'],
	    ['limit=201', '?limit'], ['limit=many', '?limit'],
	    ['state=lost', '?state'], ['zone=violet', '?zone'],
	    ['cursor=zzz', '?cursor'], ['sort=name', '?sort']])
		invalid(await client.get(`/requests?${query}`), pointer);
});

test('today: own requests of the clinic\'s day, ended ones too', async () => {
	const operator = await it.login('operator');
	const r = await posted();

	status(await operator.post(`/requests/${r.id}/cancel`,
	    { reason: 'better' }, { etag: '"1"' }), 200);
	const ids = async (query) => status(await operator.get(
	    `/requests?limit=200&${query}`), 200).items.map((i) => i.id);
	const today = await ids('mine=1&today=1');
	assert.equal(today[0], r.id);
	assert.ok(today.length > 20);
	assert.ok(!(await ids('mine=1')).includes(r.id));
	assert.ok(!(await ids('today=1&state=queued')).includes(r.id));
	assert.deepEqual(await ids(`today=1&q=${r.number}`), [r.id]);
});

test('lines by id, in the order asked for, own ones only', async () => {
	const [a, b] = [await posted(), await posted()];
	const theirs = await it.login('operator2');
	const ids = [b.id, '01900000-0000-7000-8000-000000000000',
	    a.id];
	const read = async (client) => status(await client.get(
	    `/requests?ids=${ids}`), 200);
	const { items, next } = await read(await it.login('dispatcher'));

	assert.deepEqual(items.map((i) => i.id), [b.id, a.id]);
	assert.equal(next, null);
	assert.equal(items[0].returns, 0);
	assert.equal((await read(await it.login('operator'))).items.length, 2);
	assert.equal((await read(theirs)).items.length, 0);
	invalid(await theirs.get(`/requests?ids=${Array(51).fill(ids[0])}`),
	    '?ids');
});
