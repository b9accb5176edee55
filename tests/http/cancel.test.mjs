/** Ending a request without a visit. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, problem, status } from './checks.mjs';
import { Held, claimed, posted, reached, window } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service({ users: [{ login: 'dispatcher2', role: 'dispatcher' }] });

const REASONS = ['better', 'went_elsewhere', 'price', 'too_late',
    'changed_mind', 'moved', 'hospitalised', 'unreachable', 'no_medic',
    'weather', 'safety', 'data_error'];

const queued = async (by) => new Held(await it.login(by), await posted(it));

for (const by of ['operator', 'dispatcher'])
	test(`the ${by} cancels what is still in the queue`, async () => {
		const held = await queued(by);
		const got = await held.call('cancel',
		    { reason: 'better', comment: 'стало лучше' });
		const r = status(got, 200);

		assert.equal(r.state, 'cancelled');
		assert.equal(r.version, 2);
		const { items } = status(await held.client.get(
		    `/requests/${r.id}/history`), 200);
		const last = items.at(-1);
		assert.deepEqual([last.by, last.from, last.to, last.reason,
		    last.comment],
		    [by, 'queued', 'cancelled', 'better', 'стало лучше']);
	});

test('every reason of the handbook is taken', async () => {
	for (const reason of REASONS) {
		const held = await queued('dispatcher');
		status(await held.call('cancel', { reason }), 200);
	}
});

test('no other reason is', async () => {
	const held = await queued('operator');

	invalid(await held.call('cancel', {}), '/reason');
	for (const reason of ['', 'bored', 'BETTER', 5, null, ['better']])
		invalid(await held.call('cancel', { reason }), '/reason');
	invalid(await held.call('cancel',
	    { reason: 'better', state: 'closed' }), '/state');
	problem(await held.call('cancel', { reason: 'better' },
	    { etag: undefined }), 428, 'precondition_required');
	status(await held.call('cancel', { reason: 'better' }), 200);
});

test('an operator cannot once it is claimed', async () => {
	const held = await claimed(it);
	const operator = await it.login('operator');
	const p = problem(await operator.post(`/requests/${held.id}/cancel`,
	    { reason: 'better' }, { etag: held.etag }), [403, 409]);

	assert.ok(p.code);
	assert.equal(status(await held.client.get(`/requests/${held.id}`),
	    200).state, 'claimed');
});

test('a claimed request is cancelled by its claimant', async () => {
	const held = await claimed(it);
	const other = await it.login('dispatcher2');

	problem(await other.post(`/requests/${held.id}/cancel`,
	    { reason: 'better' }, { etag: held.etag }), 409);
	await held.must('cancel', { reason: 'went_elsewhere' });
	assert.equal(held.last.state, 'cancelled');
	assert.equal(held.last.claim, null);
});

test('a scheduled visit is cancelled', async () => {
	const held = await reached(it);

	await held.must('schedule', { medic: 'm01', ...window(1, 10) });
	const got = await held.call('cancel', { reason: 'hospitalised' });
	assert.equal(status(got, 200).state, 'cancelled');
});

test('a final state never reopens', async () => {
	const held = await queued('dispatcher');

	held.take(await held.call('cancel', { reason: 'better' }));
	for (const [action, body] of [['cancel', { reason: 'better' }],
	    ['claim', {}], ['release', { token: 1 }],
	    ['attempt', { token: 1, outcome: 'reached' }],
	    ['schedule', { token: 1, medic: 'm01', ...window(1, 12) }]])
		problem(await held.call(action, body), 409);
	assert.equal(status(await held.client.get(`/requests/${held.id}`),
	    200).state, 'cancelled');
	assert.deepEqual(held.last.allowed_actions?.filter(
	    (a) => a !== 'note') ?? [], []);
});

test('a cancelled request is no duplicate of a new one', async () => {
	const held = await queued('operator');
	const { patient, address } = held.last;

	status(await held.call('cancel', { reason: 'changed_mind' }), 200);
	await posted(it, { patient: { name: patient.name,
	    birth_date: patient.birth_date, phone: patient.phone },
	    address: { text: address.text, flat: address.flat } });
});
