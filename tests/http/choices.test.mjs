/** What there is to choose from before a request is handed on or ended. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { problem, status } from './checks.mjs';
import { posted } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service({ users: [{ login: 'dispatcher2', role: 'dispatcher' },
    { login: 'operator2', role: 'operator' }] });
const items = async (login, path) => status(
    await (await it.login(login)).get(path), 200).items;

test('colleagues are the other dispatchers', async () => {
	const seen = async () => (await items('dispatcher', '/colleagues'))
	    .map((c) => [c.login, c.seen_at !== null]);

	assert.deepEqual(await seen(), [['dispatcher2', false]]);
	await it.login('dispatcher2');
	assert.deepEqual(await seen(), [['dispatcher2', true]]);
	for (const role of ['operator', 'admin'])
		problem(await (await it.login(role)).get('/colleagues'), 403);
});

test('clinics, the own ones first, with how far they are', async () => {
	const { body: r } = await posted(it);
	const clinics = await items('dispatcher', `/requests/${r.id}/clinics`);

	assert.ok(clinics.length > 1);
	const own = clinics.map((c) => c.own);
	assert.deepEqual(own, [...own].sort((a, b) => b - a));
	const far = clinics.filter((c) => c.own).map((c) => c.distance_m);
	assert.deepEqual(far, [...far].sort((a, b) => a - b));
});

test('what looks like it now, not only at posting', async () => {
	const { body: first } = await posted(it);
	const { patient, address } = first;

	assert.deepEqual(await items('dispatcher',
	    `/requests/${first.id}/similar`), []);
	const { body: second } = await posted(it, {
	    patient: { name: patient.name, birth_date: patient.birth_date,
		phone: patient.phone },
	    address: { text: address.text, flat: address.flat },
	    duplicate: { action: 'new_anyway', reason: 'второй врач' } });
	const of = async (r) => (await items('dispatcher',
	    `/requests/${r.id}/similar`)).map((m) => [m.number, m.by]);
	assert.deepEqual(await of(first), [[second.number, 'name_birth_date']]);
	assert.deepEqual(await of(second), [[first.number, 'name_birth_date']]);
	assert.equal((await items('operator', `/requests/${first.id}/similar`))
	    .length, 1);
	for (const path of ['similar', 'clinics']) {
		problem(await (await it.login('operator2')).get(
		    `/requests/${first.id}/${path}`), 403);
		problem(await (await it.login('dispatcher')).get('/requests/' +
		    `01900000-0000-7000-8000-000000000000/${path}`), 404);
	}
});
