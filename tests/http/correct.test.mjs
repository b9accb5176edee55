/** Contact data put right once the request is posted. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { etag, invalid, problem, status } from './checks.mjs';
import { Held, claimed, posted } from './dispatch.mjs';
import { service } from './harness.mjs';
import { registration } from './samples.mjs';

const it = service({ users: [{ login: 'operator2', role: 'operator' },
    { login: 'dispatcher2', role: 'dispatcher' }] });

const correct = (client, id, body, tag) =>
    client.call('PATCH', `/requests/${id}`, body, { etag: tag });

async function queued(changes) {
	const client = await it.login('operator');

	return new Held(client, await posted(it, changes));
}

test('the operator corrects what waits', async () => {
	const held = await queued();
	const got = await correct(held.client, held.id, {
		patient: { phone: '8 (812) 555-01-98' },
		caller: { name: 'тестова  анна', relation: 'mother',
		    phone: '812 555-01-97' },
		address: { text: 'Тестовая ул., 77', flat: '14',
		    intercom: null, note: '' },
	}, held.etag);
	const now = status(got, 200);

	assert.equal(now.version, 2);
	assert.equal(etag(got), '"2"');
	assert.equal(now.state, 'queued');
	assert.equal(now.patient.phone, '+78125550198');
	assert.deepEqual(now.caller, { name: 'тестова анна',
	    relation: 'mother', phone: '+78125550197' });
	assert.deepEqual(now.address, { ...held.last.address,
	    text: 'Тестовая ул., 77', flat: '14', intercom: null,
	    note: null });
	for (const same of ['quote', 'promise', 'zone', 'number', 'services',
	    'epid', 'created_at'])
		assert.deepEqual(now[same], held.last[same], same);
	assert.deepEqual(status(await held.client.get(
	    `/requests/${held.id}`), 200), now);
});

test('the history names the fields and no value', async () => {
	const held = await queued();

	status(await correct(held.client, held.id,
	    { patient: { phone: '+78125550196' }, address: { flat: '15' } },
	    held.etag), 200);
	const { items } = status(await held.client.get(
	    `/requests/${held.id}/history`), 200);
	const last = items.at(-1);
	assert.deepEqual([last.by, last.action, last.from, last.to,
	    last.reason, last.comment], ['operator', 'correct', 'queued',
		'queued', 'patient.phone,address.flat', null]);
});

test('what is not other is no change', async () => {
	const held = await queued();
	const { phone } = held.last.patient;

	for (const body of [{}, { patient: { phone: phone.replace('+7', '8') } },
	    { address: {} }])
		assert.equal(status(await correct(held.client, held.id, body,
		    held.etag), 200).version, 1);
	assert.equal(status(await held.client.get(
	    `/requests/${held.id}/history`), 200).items.length, 1);
});

test('the caller can be taken out', async () => {
	const held = await queued({ caller: { name: 'Тестова Анна',
	    relation: 'mother', phone: '+78125550195' } });
	const less = await correct(held.client, held.id,
	    { caller: { phone: null } }, held.etag);

	assert.deepEqual(status(less, 200).caller, { name: 'Тестова Анна',
	    relation: 'mother', phone: null });
	assert.equal(status(await correct(held.client, held.id,
	    { caller: null }, etag(less)), 200).caller, null);
});

test('the rules are those of the form, all errors at once', async () => {
	const held = await queued();
	const bad = async (body, ...at) => invalid(
	    await correct(held.client, held.id, body, held.etag), ...at);
	const errors = await bad({
		patient: { phone: '555' },
		caller: { name: '123', relation: 'Mother', phone: 'x' },
		address: { text: '', flat: 'я'.repeat(31), note: 5 },
		state: 'closed',
	}, '/patient/phone', '/caller/name', '/caller/relation',
	    '/caller/phone', '/address/text', '/address/flat', '/address/note',
	    '/state');

	assert.equal(errors.length, 8);
	await bad({ patient: { phone: null } }, '/patient/phone');
	for (const [body, at] of [
	    [{ patient: { name: 'Другой Человек' } }, '/patient/name'],
	    [{ patient: { birth_date: '1980-01-31' } }, '/patient/birth_date'],
	    [{ address: { place: 'nevsky' } }, '/address/place'],
	    [{ zone: 'red' }, '/zone'], [{ services: [] }, '/services'],
	    [{ created_by: 'operator2' }, '/created_by']])
		await bad(body, at);
	assert.equal(status(await held.client.get(
	    `/requests/${held.id}`), 200).version, 1);
});

test('If-Match is asked for and heeded', async () => {
	const held = await queued();
	const body = { address: { flat: '16' } };

	problem(await correct(held.client, held.id, body), 428,
	    'precondition_required');
	status(await correct(held.client, held.id, body, held.etag), 200);
	const p = problem(await correct(held.client, held.id,
	    { address: { flat: '17' } }, held.etag), 412, 'version_stale');
	assert.equal(p.by, 'operator');
	problem(await correct(held.client,
	    '01900000-0000-7000-8000-000000000000', body, '"1"'), 404);
});

test('only the own one, and only while it waits', async () => {
	const held = await queued();
	const body = { address: { flat: '18' } };

	problem(await correct(await it.login('operator2'), held.id, body,
	    held.etag), 403, 'forbidden');
	problem(await correct(await it.login('admin'), held.id, body,
	    held.etag), 403, 'forbidden');
	const p = problem(await correct(await it.login('dispatcher'), held.id,
	    body, held.etag), 409, 'wrong_state');
	assert.equal(p.ref, 'queued');
	const taken = await claimed(it);
	assert.equal(problem(await correct(held.client, taken.id, body,
	    taken.etag), 409, 'wrong_state').ref, 'claimed');
});

test('the dispatcher who holds it corrects it, with the token', async () => {
	const held = await claimed(it);
	const body = { patient: { phone: '+78125550194' } };

	invalid(await correct(held.client, held.id, body, held.etag), '/token');
	problem(await correct(await it.login('dispatcher2'), held.id,
	    { ...body, token: held.token }, held.etag), 409,
	    'claimed_by_other');
	const now = status(await correct(held.client, held.id,
	    { ...body, token: held.token }, held.etag), 200);
	assert.equal(now.patient.phone, '+78125550194');
	assert.equal(now.state, 'claimed');
	assert.deepEqual(now.claim, held.last.claim);
});

test('allowed_actions offers it to whom it is', async () => {
	const held = await queued();
	const offered = async (login, id) => status(await (await it.login(
	    login)).get(`/requests/${id}`), 200).allowed_actions
	    .includes('correct');

	assert.equal(await offered('operator', held.id), true);
	assert.equal(await offered('dispatcher', held.id), false);
	assert.equal(await offered('admin', held.id), false);
	const taken = await claimed(it);
	assert.equal(await offered('operator', taken.id), false);
	assert.equal(await offered('dispatcher', taken.id), true);
	assert.equal(await offered('dispatcher2', taken.id), false);
});

test('duplicates are found by the corrected data', async () => {
	const held = await queued();
	const other = registration();
	const { phone } = other.patient;

	status(await correct(held.client, held.id,
	    { patient: { phone }, address: { text: other.address.text,
		flat: other.address.flat } }, held.etag), 200);
	const p = problem(await held.client.post('/requests', { ...other,
	    patient: { ...other.patient,
		birth_date: held.last.patient.birth_date } }), 409,
	    'duplicate_suspected');
	assert.deepEqual(p.duplicates.map((d) => [d.id, d.by]),
	    [[held.id, 'address_birth_year']]);
	const made = status(await held.client.post('/requests',
	    registration({ patient: { phone } })), 201);
	assert.deepEqual(made.duplicates.map((d) => [d.id, d.by]),
	    [[held.id, 'phone']]);
});
