/** Who could go, who falls ill, and the day of each. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { DAY_MS, clinicDate, invalid, problem, status } from './checks.mjs';
import { reached, window } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service({ users: [{ login: 'dispatcher2', role: 'dispatcher' }] });
const day = (n) => clinicDate(Date.now() + n * DAY_MS);

async function suggested(held, n) {
	const at = n === undefined ? '' : `&day=${day(n)}`;

	return status(await held.client.get(
	    `/medics/suggest?request=${held.id}${at}`), 200);
}

const codes = (item) => item.reasons.map((r) => r.code);

/** planned(medic, when, changes): a request with a visit. */
async function planned(medic, when, changes) {
	const held = await reached(it, changes);

	await held.must('schedule', { medic, ...when });
	return held;
}

test('the best comes first, with reasons and windows', async () => {
	const held = await reached(it);
	const { day: on, items, others } = await suggested(held, 1);

	assert.equal(on, day(1));
	assert.ok(['m01', 'm02'].includes(items[0].medic), 'a therapist');
	assert.ok(codes(items[0]).includes('speciality'));
	assert.ok(codes(items[0]).includes('free_day'));
	for (const one of items) {
		assert.ok(one.windows.length > 0);
		for (const r of one.reasons)
			assert.ok(r.text.length > 1 && !/[{}]/.test(r.text));
	}
	const why = Object.fromEntries(others.map((o) => [o.medic, codes(o)]));
	assert.deepEqual(why.m07, ['other_kind']);
	assert.ok(why.m04.includes('zone_not_served'));
	assert.equal(items.length + others.length, 9);
	await held.must('schedule',
	    { medic: items[0].medic, ...items[0].windows[0] });
});

test('what is proposed is free: it can be taken as it is', async () => {
	for (let i = 0; i < 6; i++) {
		const held = await reached(it);
		const { items } = await suggested(held, 2);

		await held.must('schedule',
		    { medic: items[0].medic, ...items[0].windows[0] });
	}
});

test('whoever goes to the door goes for the whole trip', async () => {
	const first = await planned('m02', window(3, 14));
	const mate = await reached(it, { trip_group: first.id,
	    address: first.last.address && {
		text: first.last.address.text, flat: first.last.address.flat,
		place: first.last.address.place } });
	const { day: on, items, others } = await suggested(mate);

	assert.equal(on, day(3), 'the day of the trip');
	assert.deepEqual(items.map((i) => i.medic), ['m02']);
	assert.equal(codes(items[0])[0], 'trip_mate');
	assert.equal(Date.parse(items[0].windows[0].window_start),
	    Date.parse(window(3, 14).window_start));
	assert.deepEqual(codes(others.find((o) => o.medic === 'm01')),
	    ['trip_elsewhere']);
	await mate.must('schedule', { medic: 'm02', ...items[0].windows[0] });
});

test('wrong questions', async () => {
	const client = await it.login('dispatcher');

	problem(await client.get('/medics/suggest'), 422);
	problem(await client.get('/medics/suggest?request=x'), 404);
	problem(await client.get('/medics/suggest?request=x&day=1'), 422);
	problem(await (await it.login('operator')).get(
	    '/medics/suggest?request=x'), 403);
	problem(await client.get('/visits?day=yesterday'), 422);
	problem(await client.get('/visits?medic=m99'), 404);
	problem(await client.get('/medics/m99/sheet'), 404);
});

test('a zone not served needs a reason, and it is told', async () => {
	const held = await reached(it);

	invalid(await held.call('schedule', { token: held.token,
	    medic: 'm04', ...window(4, 10) }), '/medic');
	await held.must('schedule', { medic: 'm04', ...window(4, 10),
	    zone_reason: 'живёт рядом' });
	const { items } = status(await held.client.get(
	    `/requests/${held.id}/history`), 200);
	assert.equal(items.at(-1).comment, 'живёт рядом');
});

test('the day: shifts, visits, the way between them', async () => {
	const a = await planned('m06', window(5, 10));
	const b = await planned('m06', window(5, 13));
	const client = await it.login('dispatcher');
	const all = status(await client.get(`/visits?day=${day(5)}`), 200);
	const one = status(await client.get(
	    `/visits?day=${day(5)}&medic=m06`), 200);

	assert.equal(all.medics.length, 9);
	assert.deepEqual(one.medics.map((m) => m.code), ['m06']);
	assert.equal(one.medics[0].shifts.length, 1);
	assert.equal(one.medics[0].absence, null);
	assert.deepEqual(one.items.map((i) => [i.request.id, i.travel_min,
	    i.on_shift]), [[a.id, null, true], [b.id, 30, true]]);
	assert.ok(!JSON.stringify(one).includes(a.last.patient.phone));
	const sheet = status(await client.get(
	    `/medics/m06/sheet?day=${day(5)}`), 200);
	assert.equal(sheet.medic.name, one.medics[0].name);
	assert.equal(sheet.items[0].request.patient.phone,
	    a.last.patient.phone);
	problem(await (await it.login('admin')).get('/medics/m06/sheet'), 403);
});

test('ill: all open visits of the day are the caller\'s', async () => {
	const hours = [8, 11, 14, 17];
	const held = [];
	for (const hour of hours)
		held.push(await planned('m03', window(6, hour),
		    { services: [{ code: 'X02' }] }));
	const other = await planned('m03', window(7, 10));
	const client = await it.login('dispatcher2');
	const got = status(await client.post('/medics/m03/ill',
	    { date: day(6), reason: ' температура ' }), 200);

	assert.deepEqual(got.items.map((i) => i.id), held.map((h) => h.id));
	assert.equal(got.absence.note, 'температура');
	assert.deepEqual(got.kept, []);
	let last = 0;
	for (const [i, h] of held.entries()) {
		const now = status(await client.get(`/requests/${h.id}`), 200);
		assert.equal(now.state, 'claimed');
		assert.equal(now.claim.by, 'dispatcher2');
		assert.equal(now.claim.token, h.last.claim?.token ?? 2);
		assert.ok(Date.parse(now.claim.expires_at) > last, 'in turn');
		last = Date.parse(now.claim.expires_at);
		assert.equal(now.visit, null);
		assert.equal(now.moves, 1);
		assert.ok(now.flags.includes('medic_ill'));
		const { items } = status(await client.get(
		    `/requests/${h.id}/history`), 200);
		assert.equal(items.at(-1).action, 'replan');
		assert.equal(items.at(-1).reason, 'medic_ill', `${i}`);
	}
	assert.equal(status(await client.get(`/requests/${other.id}`),
	    200).state, 'scheduled');
	const { others } = status(await client.get(
	    `/medics/suggest?request=${held[0].id}&day=${day(6)}`), 200);
	assert.deepEqual(codes(others.find((o) => o.medic === 'm03')),
	    ['absent']);
	/* planned anew, by whom it fell to */
	const found = status(await client.get(`/requests/${held[0].id}`), 200);
	const again = await client.post(`/requests/${held[0].id}/schedule`,
	    { token: found.claim.token, medic: 'm01', ...window(6, 8) },
	    { etag: `"${found.version}"` });
	assert.ok(!status(again, 200).flags.includes('medic_ill'));
});

test('ill again, with nothing left; and what is wrong with it', async () => {
	const client = await it.login('dispatcher');
	const fall = (body) => client.post('/medics/m08/ill', body);
	const body = { date: day(8), reason: 'болеет' };
	const first = status(await fall(body), 200);

	assert.deepEqual(first.items, []);
	assert.equal(status(await fall(body), 200).absence.id,
	    first.absence.id);
	invalid(await fall({}), '/date', '/reason');
	invalid(await fall({ date: day(8), reason: '  ' }), '/reason');
	invalid(await fall({ date: day(-1), reason: 'x' }), '/date');
	problem(await client.post('/medics/m99/ill', body), 404);
	for (const login of ['operator', 'admin'])
		problem(await (await it.login(login)).post('/medics/m08/ill',
		    body), 403);
});

test('a medic is taken on, works shifts, and goes', async () => {
	const admin = await it.login('admin');
	const body = { code: 'm20', name: 'Новикова Вера', kind: 'doctor',
	    specialities: ['терапевт'], zones: ['green'] };
	const made = await admin.post('/medics', body);

	assert.deepEqual(status(made, 201),
	    { ...body, active: true, version: 1 });
	const held = await reached(it);
	const [e] = invalid(await held.call('schedule', { token: held.token,
	    medic: 'm20', ...window(10, 10) }), '/medic');
	assert.equal(e.code, 'medic_off_shift', 'no shift yet');
	status(await admin.post('/medics/m20/shifts', { date: day(10),
	    start_min: 600, end_min: 900 }), 201);
	await held.must('schedule', { medic: 'm20', ...window(10, 10) });
	problem(await admin.delete('/medics/m20', { etag: '"1"' }), 409,
	    'in_use');
	const gone = await admin.patch('/medics/m20', { active: false },
	    { etag: '"1"' });
	assert.equal(status(gone, 200).active, false);
	const next = await reached(it);
	invalid(await next.call('schedule', { token: next.token,
	    medic: 'm20', ...window(10, 13) }), '/medic');

	status(await admin.post('/medics', { ...body, code: 'm21' }), 201);
	status(await admin.post('/medics/m21/shifts', { weekday: 1,
	    start_min: 600, end_min: 900 }), 201);
	status(await admin.delete('/medics/m21', { etag: '"1"' }), 204);
	problem(await admin.get('/medics/m21/shifts'), 404);
	invalid(await admin.post('/medics', { code: 'm22' }), '/name',
	    '/kind');
	invalid(await admin.post('/medics', { ...body, code: 'm22',
	    kind: 'doctor_or_nurse', zones: ['moon'] }), '/kind', '/zones');
	problem(await (await it.login('dispatcher')).post('/medics', body),
	    403);
});

test('a longer way between zones counts', async () => {
	const admin = await it.login('admin');
	const first = await planned('m05', window(11, 10));
	const held = await reached(it);

	assert.equal(first.last.zone, 'green');
	status(await admin.post('/travel-times', { code: 'green-green',
	    from: 'green', to: 'green', minutes: 90 }), 201);
	problem(await held.call('schedule', { token: held.token,
	    medic: 'm05', ...window(11, 13) }), 409, 'visit_overlap');
	await held.must('schedule', { medic: 'm05', ...window(11, 14) });
	status(await admin.delete('/travel-times/green-green',
	    { etag: '"1"' }), 204);
});

test('64 at once for one medic: no two visits meet', async () => {
	const held = await Promise.all(Array.from({ length: 64 }, (_, i) =>
	    reached(it, {}, i % 2 ? 'dispatcher' : 'dispatcher2')));
	const all = await Promise.all(held.map((h, i) => h.call('schedule',
	    { token: h.token, medic: 'm01',
		...window(9, 8 + i % 13, 1 + i % 2) })));

	for (const got of all)
		if (got.status !== 200)
			problem(got, 409, 'visit_overlap');
	const client = await it.login('dispatcher');
	const { items } = status(await client.get(
	    `/visits?day=${day(9)}&medic=m01`), 200);
	assert.equal(items.length, all.filter((g) => g.status === 200).length);
	assert.ok(items.length > 1);
	const times = items.map(({ request: { visit } }) =>
	    [Date.parse(visit.window_start), Date.parse(visit.window_end)]);
	for (let i = 1; i < times.length; i++)
		assert.ok(times[i][0] - times[i - 1][1] >= 30 * 60_000,
		    'the way between them');
});
