/** Calling the patient back. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CLINIC_TIME, clinicTime, invalid, problem, status }
    from './checks.mjs';
import { claimed } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service();

test('reaching the patient keeps the promise', async () => {
	const held = await claimed(it);
	const r = await held.must('attempt',
	    { outcome: 'reached', comment: 'ждёт после обеда' });

	assert.equal(r.state, 'claimed');
	assert.equal(r.claim.token, held.token);
	assert.equal(r.attempts.length, 1);
	const [a] = r.attempts;
	assert.equal(a.outcome, 'reached');
	assert.equal(a.by, 'dispatcher');
	assert.match(a.at, CLINIC_TIME);
	assert.equal(a.comment, 'ждёт после обеда');
	const { items } = status(await held.client.get(
	    '/requests?limit=200'), 200);
	const item = items.find((i) => i.id === r.id);
	assert.equal(item.promise.colour, 'kept');
	assert.equal(item.attempt_count, 1);
});

for (const outcome of ['no_answer', 'busy'])
	test(`${outcome} plans the next try`, async () => {
		const held = await claimed(it);
		const r = await held.must('attempt', { outcome });

		assert.equal(r.state, 'unreachable');
		assert.equal(r.claim, null);
		const wait = Date.parse(r.retry_at) - Date.now();
		assert.ok(wait > 540_000 && wait <= 605_000, r.retry_at);
		assert.equal(r.attempts[0].outcome, outcome);
	});

test('call_later takes the time the patient names', async () => {
	const held = await claimed(it);
	const next_at = clinicTime(Date.now() + 3 * 3600_000);
	const r = await held.must('attempt',
	    { outcome: 'call_later', next_at });

	assert.equal(r.state, 'unreachable');
	assert.equal(Date.parse(r.retry_at), Date.parse(next_at));
});

test('an unreachable patient can be called at once all the same',
    async () => {
	const held = await claimed(it);

	await held.must('attempt', { outcome: 'no_answer' });
	const got = await held.call('claim');
	status(got, 200);
	held.take(got);
	assert.equal(held.last.state, 'claimed');
	await held.must('attempt', { outcome: 'reached' });
	assert.equal(held.last.attempts.length, 2);
});

test('after three tries in vain somebody must decide', async () => {
	const held = await claimed(it);

	for (let i = 0; i < 3; i++) {
		await held.must('attempt', { outcome: 'no_answer' });
		if (i < 2)
			held.take(await held.call('claim'));
	}
	assert.equal(held.last.attempts.length, 3);
	assert.ok(held.last.flags.includes('attempts_used_up'));
});

test('a repeated attempt is not a second one', async () => {
	const held = await claimed(it);
	const body = { token: held.token, outcome: 'reached' };
	const key = 'the-same-attempt-0001';
	const first = await held.call('attempt', body, { key });
	const again = await held.call('attempt', body, { key });

	status(first, 200);
	status(again, 200);
	assert.equal(again.headers['idempotent-replayed'], 'true');
	assert.equal(again.body.attempts.length, 1);
});

test('a wrong attempt is refused, naming the field', async () => {
	const held = await claimed(it);
	const refuse = async (body, ...pointers) => invalid(
	    await held.call('attempt', { token: held.token, ...body }),
	    ...pointers);

	await refuse({}, '/outcome');
	await refuse({ outcome: 'voicemail' }, '/outcome');
	await refuse({ outcome: 'call_later', next_at: 'later' }, '/next_at');
	await refuse({ outcome: 'call_later',
	    next_at: clinicTime(Date.now() - 3600_000) }, '/next_at');
	await refuse({ outcome: 'reached', minutes: 3 }, '/minutes');
	await refuse({ outcome: 'reached', comment: 'а'.repeat(20_000) },
	    '/comment');
	invalid(await held.call('attempt', { outcome: 'reached' }), '/token');
	problem(await held.call('attempt', { token: held.token + 1,
	    outcome: 'reached' }), 409);
});

test('only a claimed request has attempts', async () => {
	const held = await claimed(it);
	const { token } = held;

	await held.must('release');
	problem(await held.call('attempt', { token, outcome: 'reached' }), 409);
});
