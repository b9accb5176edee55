/** When medics work: of every week, of a date, absent. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CLINIC_TIME, DAY_MS, UUID7, clinicDate, etag, invalid, problem,
    status } from './checks.mjs';
import { reached, window } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service();
const day = (n) => clinicDate(Date.now() + n * DAY_MS);

/** added(medic, shift): a new one, as answered. */
async function added(medic, shift) {
	const client = await it.login('dispatcher');
	const got = await client.post(`/medics/${medic}/shifts`, shift);

	status(got, 201);
	return got;
}

test('the sample works every day of the week', async () => {
	const client = await it.login('dispatcher');
	const { items, next } = status(await client.get('/medics/m01/shifts'),
	    200);

	assert.equal(next, null);
	assert.deepEqual(items.map((s) => s.weekday), [1, 2, 3, 4, 5, 6, 7]);
	for (const s of items) {
		assert.match(s.id, UUID7);
		assert.deepEqual([s.medic, s.kind, s.start_min, s.end_min,
		    s.date], ['m01', 'work', 480, 1320, null]);
	}
});

test('hours of a date take the place of the week', async () => {
	const made = await added('m02', { date: day(2), start_min: 600,
	    end_min: 720, note: ' полдня ' });
	assert.equal(made.headers.location,
	    `/api/v1/shifts/${made.body.id}`);
	assert.equal(made.body.note, 'полдня');
	etag(made);
	const held = await reached(it);
	const errors = invalid(await held.call('schedule', { token: held.token,
	    medic: 'm02', ...window(2, 12) }), '/window_start');
	assert.equal(errors[0].code, 'outside_shift');
	assert.match(errors[0].message, /10:00–12:00/);
	await held.must('schedule', { medic: 'm02', ...window(2, 10) });
});

test('hours change, for who knows them', async () => {
	const made = await added('m03', { date: day(3), start_min: 600,
	    end_min: 720 });
	const path = `/shifts/${made.body.id}`;
	const admin = await it.login('admin');
	const got = await admin.patch(path, { end_min: 1560 },
	    { etag: etag(made) });

	assert.deepEqual(status(got, 200),
	    { ...made.body, end_min: 1560, version: 2 });
	assert.deepEqual((await admin.get(path)).body, got.body);
	const other = await it.login('dispatcher');
	const p = problem(await other.patch(path, { note: 'x' },
	    { etag: etag(made) }), 412, 'version_stale');
	assert.equal(p.by, 'admin');
	assert.match(p.since, CLINIC_TIME);
	problem(await other.patch(path, { note: 'x' }), 428);
	invalid(await other.patch(path, { end_min: 600 },
	    { etag: etag(got) }), '/end_min');
	invalid(await other.patch(path, { date: day(4) },
	    { etag: etag(got) }), '/date');
	problem(await other.delete(path, { etag: etag(made) }), 412);
	status(await other.delete(path, { etag: etag(got) }), 204);
	problem(await other.get(path), 404);
	problem(await other.delete(path, { etag: etag(got) }), 404);
});

test('an absence is of a date, once', async () => {
	const client = await it.login('dispatcher');
	const made = await added('m05', { kind: 'absence', date: day(4),
	    note: 'отпуск' });
	const held = await reached(it);

	const [e] = invalid(await held.call('schedule', { token: held.token,
	    medic: 'm05', ...window(4, 10) }), '/medic');
	assert.equal(e.code, 'medic_absent');
	invalid(await client.post('/medics/m05/shifts',
	    { kind: 'absence', date: day(4) }), '/date');
	status(await client.delete(`/shifts/${made.body.id}`,
	    { etag: etag(made) }), 204);
	await held.must('schedule', { medic: 'm05', ...window(4, 10) });
});

test('a wrong shift is refused, naming the field', async () => {
	const client = await it.login('dispatcher');
	const refuse = async (body, ...pointers) => invalid(
	    await client.post('/medics/m06/shifts', body), ...pointers);

	await refuse({}, '/date');
	await refuse({ weekday: 8, start_min: 1, end_min: 2 }, '/weekday');
	await refuse({ date: '2026-02-30' }, '/date');
	await refuse({ kind: 'holiday', date: day(1) }, '/kind');
	await refuse({ weekday: 1, start_min: 600, end_min: 600 },
	    '/end_min');
	await refuse({ weekday: 1, start_min: 100, end_min: 1600 },
	    '/end_min');
	await refuse({ weekday: 1, start_min: 600, end_min: 700 },
	    '/start_min');
	await refuse({ weekday: 1, date: day(1), end_min: 60 }, '/weekday');
	await refuse({ kind: 'absence', weekday: 1 }, '/date');
	await refuse({ kind: 'absence', date: day(1), end_min: 60 },
	    '/start_min');
	await refuse({ medic: 'm01' }, '/medic');
	problem(await client.post('/medics/m99/shifts', { date: day(1),
	    start_min: 0, end_min: 60 }), 404);
	problem(await client.get('/medics/m99/shifts'), 404);
});

test('operators do not plan', async () => {
	const operator = await it.login('operator');

	problem(await operator.get('/medics/m01/shifts'), 403);
	problem(await operator.post('/medics/m01/shifts', {}), 403);
	problem(await operator.get('/visits'), 403);
});
