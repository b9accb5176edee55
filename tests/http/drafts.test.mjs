/** What an operator typed and has not posted yet. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { CLINIC_TIME, etag, invalid, problem, status } from './checks.mjs';
import { service } from './harness.mjs';
import { registration } from './samples.mjs';

const OTHERS = ['operator2', 'operator3', 'operator4', 'operator5'];
const it = service({ users: OTHERS.map((login) =>
    ({ login, role: 'operator' })) });

const TEXT = JSON.stringify({ patient: { name: 'Тестов' }, step: 3 });
const MAX = 32 * 1024;

/** saved(client, changes): a new draft, as answered. */
async function saved(client, { id = randomUUID(), ...body } = {}) {
	const got = await client.put(`/drafts/${id}`,
	    { text: TEXT, label: 'терапевт', ...body });

	status(got, 201);
	return { ...got, id, at: `/drafts/${id}` };
}

const hours = (a, b) => (new Date(b) - new Date(a)) / 3_600_000;

test('a draft is kept and read back as it was', async () => {
	const operator = await it.login('operator');
	const text = '{"а":"\\u0451 \\" \\\\ <b>🙂","n":[1,2]}  ';
	const made = await saved(operator, { text });

	assert.deepEqual(Object.keys(made.body).sort(),
	    ['expires_at', 'id', 'updated_at', 'version']);
	assert.equal(made.body.id, made.id);
	assert.equal(etag(made), '"1"');
	const got = await operator.get(made.at);
	const draft = status(got, 200);
	assert.equal(etag(got), '"1"');
	assert.deepEqual(Object.keys(draft).sort(), ['created_at',
	    'expires_at', 'id', 'label', 'text', 'updated_at', 'version']);
	assert.equal(draft.text, text);
	assert.equal(draft.label, 'терапевт');
	for (const at of ['created_at', 'updated_at', 'expires_at'])
		assert.match(draft[at], CLINIC_TIME);
	assert.equal(hours(draft.updated_at, draft.expires_at), 24);
	assert.equal((await operator.get(made.at,
	    { headers: { 'If-None-Match': '"1"' } })).status, 304);
});

test('a save changes it; two tabs do not overwrite each other', async () => {
	const operator = await it.login('operator');
	const { at } = await saved(operator);
	const put = (text, tag) => operator.put(at, { text }, { etag: tag });
	const second = await put('b', '"1"');

	assert.equal(status(second, 200).version, 2);
	assert.equal(etag(second), '"2"');
	const p = problem(await put('c', '"1"'), 412, 'version_stale');
	assert.equal(p.by, 'operator');
	assert.match(p.since, CLINIC_TIME);
	problem(await put('c'), 428, 'precondition_required');
	for (const tag of ['*', 'W/"2"', '2', '"x"'])
		problem(await put('c', tag), 400);
	const kept = status(await operator.get(at), 200);
	assert.equal(kept.text, 'b');
	assert.equal(kept.label, null);
});

test('a save whose answer was lost is no conflict', async () => {
	const operator = await it.login('operator');
	const made = await saved(operator);
	const again = await operator.put(made.at,
	    { text: TEXT, label: 'терапевт' });

	assert.deepEqual(status(again, 200), made.body);
	const put = () => operator.put(made.at, { text: 'b' }, { etag: '"1"' });
	const first = status(await put(), 200);
	assert.deepEqual(status(await put(), 200), first);
});

test('of many tabs that save at once one wins', async () => {
	const operator = await it.login('operator');
	const { at } = await saved(operator);
	const all = await Promise.all(Array.from({ length: 12 }, (_, i) =>
	    operator.put(at, { text: `tab ${i}` }, { etag: '"1"' })));

	assert.equal(all.filter((got) => got.status === 200).length, 1);
	assert.ok(all.every((got) => [200, 412].includes(got.status)));
	assert.equal(status(await operator.get(at), 200).version, 2);
});

test('the list: newest change first, without texts', async () => {
	const operator = await it.login('operator2');
	const list = async () => status(await operator.get('/drafts'), 200);

	assert.deepEqual(await list(), { items: [], next: null });
	const one = await saved(operator, { label: 'один' });
	const two = await saved(operator, { label: undefined });
	status(await operator.put(one.at, { text: 'x', label: 'раз' },
	    { etag: '"1"' }), 200);
	const { items } = await list();
	assert.deepEqual(items.map((d) => [d.id, d.label, d.version]),
	    [[one.id, 'раз', 2], [two.id, null, 1]]);
	assert.ok(items.every((d) => !('text' in d)));
	invalid(await operator.get('/drafts?x=1'), '?x');
});

test('it is erased, and stays so', async () => {
	const operator = await it.login('operator');
	const { at, id } = await saved(operator);

	problem(await operator.delete(at, { etag: '"7"' }), 412);
	status(await operator.delete(at), 204);
	problem(await operator.get(at), 404, 'not_found');
	problem(await operator.delete(at), 404);
	problem(await operator.put(at, { text: 'late' }, { etag: '"1"' }), 404);
	const { items } = status(await operator.get('/drafts'), 200);
	assert.ok(items.every((d) => d.id !== id));
});

test('another operator\'s is not there', async () => {
	const mine = await it.login('operator');
	const other = await it.login('operator3');
	const { at } = await saved(mine);

	problem(await other.get(at), 404, 'not_found');
	problem(await other.put(at, { text: 'x' }), 404, 'not_found');
	problem(await other.put(at, { text: 'x' }, { etag: '"1"' }), 404);
	problem(await other.delete(at), 404, 'not_found');
	assert.deepEqual(status(await other.get('/drafts'), 200).items, []);
	assert.equal(status(await mine.get(at), 200).text, TEXT);
	for (const login of ['dispatcher', 'admin']) {
		const client = await it.login(login);
		problem(await client.get('/drafts'), 403, 'forbidden');
		problem(await client.get(at), 403, 'forbidden');
	}
});

test('twenty and no more; none goes by itself', async () => {
	const operator = await it.login('operator4');
	const made = [];

	for (let i = 0; i < 20; i++)
		made.push(await saved(operator));
	const p = problem(await operator.put(`/drafts/${randomUUID()}`,
	    { text: 'x' }), 409, 'too_many_drafts');
	assert.match(p.detail, /20/);
	status(await operator.put(made[0].at, { text: 'x' },
	    { etag: '"1"' }), 200);
	const { items } = status(await operator.get('/drafts'), 200);
	assert.deepEqual(items.map((d) => d.id).sort(),
	    made.map((d) => d.id).sort());
	status(await operator.delete(made[7].at), 204);
	await saved(operator);
});

test('a wrong body or name is refused', async () => {
	const operator = await it.login('operator');
	const at = `/drafts/${randomUUID()}`;
	const put = (body, target = at) => operator.put(target, body);

	invalid(await put({}), '/text');
	invalid(await put({ text: '' }), '/text');
	invalid(await put({ text: { a: 1 } }), '/text');
	invalid(await put({ text: 'x', label: 'я'.repeat(101) }), '/label');
	invalid(await put({ text: 'x', owner: 'admin' }), '/owner');
	invalid(await put({ text: 'x'.repeat(MAX + 1) }), '/text');
	invalid(await put({ text: 'я'.repeat(MAX / 2 + 1) }), '/text');
	problem(await put({ text: 'x'.repeat(70_000) }), 413);
	for (const id of ['x', '1', randomUUID().toUpperCase()])
		invalid(await put({ text: 'x' }, `/drafts/${id}`), '/id');
	problem(await operator.get(at), 404);
	status(await put({ text: 'я'.repeat(MAX / 2),
	    label: 'я'.repeat(100) }), 201);
	status(await operator.delete(at), 204);
	problem(await operator.get('/drafts/x'), 404);
});

test('posting the request erases its draft, together', async () => {
	const operator = await it.login('operator');
	const { at, id } = await saved(operator);
	const body = registration({ draft: id });
	const key = randomUUID();

	invalid(await operator.post('/requests',
	    { ...body, consent: { price: true } }), '/consent/data');
	status(await operator.get(at), 200);
	const posted = status(await operator.post('/requests', body, { key }),
	    201);
	assert.ok(!('draft' in posted));
	problem(await operator.get(at), 404);
	problem(await operator.put(at, { text: 'late' }, { etag: '"1"' }), 404);
	assert.equal(status(await operator.post('/requests', body, { key }),
	    201).id, posted.id);
	const p = problem(await operator.post('/requests', body), 409,
	    'duplicate_suspected');
	assert.equal(p.duplicates[0].id, posted.id);
	invalid(await operator.post('/requests',
	    registration({ draft: '../x' })), '/draft');
	status(await operator.post('/requests',
	    registration({ draft: id })), 201);
});

test('a posting cannot erase another operator\'s draft', async () => {
	const mine = await it.login('operator');
	const other = await it.login('operator5');
	const { at, id } = await saved(mine);

	status(await other.post('/requests', registration({ draft: id })), 201);
	status(await mine.get(at), 200);
});

test('a draft outlives kill -9, and its text is in no log', async () => {
	const operator = await it.login('operator');
	const canary = 'Kanareykin-5550177';
	const { at } = await saved(operator,
	    { text: canary, label: 'Yellowbird' });

	await operator.put(at, { text: `${canary}2` }, { etag: '"1"' });
	await operator.put(at, { text: canary, Yellowbird: canary });
	const pid = it.kill9();
	await it.restarted(pid);
	assert.equal(status(await operator.get(at), 200).text, `${canary}2`);
	const logs = it.logs();
	assert.match(logs, /\/api\/v1\/drafts/,
	    'the logs are really what we read');
	assert.ok(!logs.includes('Kanareykin') && !logs.includes('Yellowbird'));
});
