/** Reference data as an admin edits it: one set of rules for all tables. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CLINIC_TIME, etag, invalid, problem, status } from './checks.mjs';
import { service } from './harness.mjs';

const it = service({ users: [{ login: 'admin2', role: 'admin' }] });

/* A row of each table that is there, and how one of its fields changes. */
const CHANGES = {
	'/scripts/price': { title: 'Сколько стоит выезд',
	    forbidden: ['Это не ко мне'] },
	'/red-flags/RF05': { sign: 'Судороги или припадок', approved: true },
	'/epid-questions/EA01': { kit_if_yes: 2, then: null },
	'/settings/promise.amber_min': { value: '15' },
	'/week-hours/7': { open_min: 540, close_min: 1200 },
	'/zones/green': { name: 'Зелёная (центр)' },
	'/places/vasileostrovsky': { aliases: ['Васька', 'Остров'] },
	'/services/E01': { note: 'спросить о дате', valid_from: '2026-01-01' },
	'/referrals/r01': { hours: 'пн–пт 8–20' },
	'/medics/m09': { specialities: ['уход'], zones: ['oblast', 'red'] },
};

for (const [path, change] of Object.entries(CHANGES)) {
	test(`${path}: read, changed, stale, kept otherwise`, async () => {
		const admin = await it.login('admin');
		const first = await admin.get(path);
		const row = status(first, 200);
		const got = await admin.patch(path, change,
		    { etag: etag(first) });

		assert.deepEqual(status(got, 200),
		    { ...row, ...change, version: row.version + 1 });
		etag(got);
		assert.deepEqual((await admin.get(path)).body, got.body);

		const other = await it.login('admin2');
		const p = problem(await other.patch(path, change,
		    { etag: etag(first) }), 412, 'version_stale');
		assert.equal(p.by, 'admin');
		assert.match(p.since, CLINIC_TIME);
		problem(await other.patch(path, change), 428);
	});
}

test('only an admin edits, and only what there is', async () => {
	const path = '/settings/promise.amber_min';

	for (const login of ['operator', 'dispatcher']) {
		const client = await it.login(login);
		problem(await client.get(path), 403);
		problem(await client.patch(path, { value: '5' },
		    { etag: '"1"' }), 403);
	}
	const admin = await it.login('admin');
	problem(await admin.get('/settings/nothing'), 404);
	problem(await admin.patch('/settings/nothing', { value: '1' },
	    { etag: '"1"' }), 404);
	problem(await admin.delete('/settings/promise.amber_min', { etag: '"1"' }), 405);
});

test('what is edited is in force with the answer', async () => {
	const admin = await it.login('admin');
	const operator = await it.login('operator');
	const at = '/services/search?q=';
	const verdict = async (q) => status(await operator.get(
	    at + encodeURIComponent(q)), 200).verdict;

	assert.equal(await verdict('пчелоужаление'), 'unknown');
	const made = await admin.post('/services', { code: 'X90',
	    name: 'Пчелоужаление', category: 'procedure',
	    verdict: 'allowed', performer: 'nurse', aliases: ['лечение пчёлами'] });
	status(made, 201);
	assert.equal(made.headers.location, '/api/v1/services/X90');
	assert.equal(await verdict('пчелоужаление'), 'allowed');
	assert.equal(await verdict('лечение пчелами'), 'allowed');
	status(await admin.patch('/services/X90', { verdict: 'not_allowed',
	    performer: null }, { etag: etag(made) }), 200);
	assert.equal(await verdict('пчелоужаление'), 'not_allowed');
	problem(await admin.post('/services', made.body), 422); /* version */
	problem(await admin.post('/services', { ...made.body,
	    version: undefined }), 409, 'already_exists');
	status(await admin.delete('/services/X90', { etag: '"2"' }), 204);
	assert.equal(await verdict('пчелоужаление'), 'unknown');
	problem(await admin.delete('/services/X90', { etag: '"2"' }), 404);
});

test('a rulebook that would not hold together is refused', async () => {
	const admin = await it.login('admin');
	const place = (over) => admin.post('/places', { code: 'newplace',
	    name: 'Новое', kind: 'settlement', zone: 'red', ...over });

	invalid(await place({ zone: 'violet' }), '/zone');
	invalid(await place({ parent: 'nowhere' }), '/parent');
	invalid(await place({ name: '   ' }), '/name');
	invalid(await place({ code: 'с пробелом' }), '/code');
	invalid(await place({ colour: 'red' }), '/colour');
	invalid(await place({ aliases: ['х'.repeat(301)] }), '/aliases');
	const service = { code: 'X91', name: 'Проба', category: 'procedure' };
	invalid(await admin.post('/services', { ...service,
	    verdict: 'conditional', performer: 'nurse' }));
	invalid(await admin.post('/services', { ...service, verdict: 'allowed',
	    performer: 'plumber' }), '/performer');
	invalid(await admin.patch('/week-hours/1', { open_min: 1200,
	    close_min: 600 }, { etag: '"1"' }));
	assert.equal((await admin.get('/places/newplace')).status, 404);
	invalid(await admin.patch('/settings/promise.target_min',
	    { value: 'soon' }, { etag: '"1"' }));

	// A place others stand under cannot go.
	const p = await admin.get('/places/lo_vsevolozhsk');
	if (p.status === 200) {
		const gone = await admin.delete('/places/lo_vsevolozhsk', { etag: etag(p) });
		assert.ok([409, 422].includes(gone.status), gone.text);
	}
});

test('a day of the calendar comes and goes', async () => {
	const admin = await it.login('admin');
	const made = await admin.post('/calendar', { date: '2027-01-01',
	    open_min: 600, close_min: 1080, note: 'Новый год' });

	status(made, 201);
	assert.deepEqual(status(await admin.get('/calendar'), 200).items,
	    [made.body]);
	invalid(await admin.post('/calendar', { date: '2027-02-30',
	    open_min: 0, close_min: 0 }), '/date');
	status(await admin.delete('/calendar/2027-01-01', { etag: etag(made) }), 204);
	assert.deepEqual((await admin.get('/calendar')).body.items, []);
});

test('what a table is made of is told once, for screens and for the body', async () => {
	const admin = await it.login('admin');
	const { items } = status(await admin.get('/edit-fields'), 200);
	const tables = new Map(items.map((x) => [x.table, x]));

	problem(await (await it.login('operator')).get('/edit-fields'), 403);
	for (const path of Object.keys(CHANGES)) {
		const [, table, key] = path.split('/');
		const told = tables.get(table);
		const { items: rows } = status(
		    await admin.get(`/edit-rows/${table}`), 200);
		const row = rows.find((r) => String(r[told.key]) === key);
		assert.deepEqual(Object.keys(row).sort(), [told.key, 'version',
		    ...told.fields.map((f) => f.name)].sort());
		assert.deepEqual(row, (await admin.get(path)).body);
	}
	const { fields } = tables.get('services');
	const verdict = fields.find((f) => f.name === 'verdict');
	assert.deepEqual(verdict.choices, ['allowed', 'not_allowed',
	    'conditional', 'ask_dispatcher']);
	assert.equal(tables.get('settings').add, false);
	problem(await admin.get('/edit-rows/patients'), 404);
	problem(await admin.get('/edit-history/patients?key=x'), 404);
	const row = await admin.get('/services/E03');
	invalid(await admin.patch('/services/E03', { verdict: 'perhaps' },
	    { etag: etag(row) }), '/verdict');
});

test('the story of a row: who, from what to what, also when it is gone', async () => {
	const admin = await it.login('admin');
	const path = '/referrals/r77';
	const made = await admin.post('/referrals', { code: 'r77', own: true,
	    name: 'Проба', address: 'Примерная, 5', phone: '+78125550177',
	    services: ['E01', 'E02'] });
	const changed = await admin.patch(path, { name: 'Проба →\tдва',
	    own: false, services: ['E02'] }, { etag: etag(made) });

	status(await admin.delete(path, { etag: etag(changed) }), 204);
	const { items } = status(
	    await admin.get('/edit-history/referrals?key=r77'), 200);
	assert.deepEqual(items.map((e) => [e.action, e.by]),
	    [['remove', 'admin'], ['change', 'admin'], ['create', 'admin']]);
	assert.match(items[0].at, CLINIC_TIME);
	assert.deepEqual(items[1].changes, [
		{ field: 'own', before: 'true', after: 'false' },
		{ field: 'name', before: 'Проба', after: 'Проба → два' },
		{ field: 'services', before: ['E01', 'E02'], after: ['E02'] },
	]);
	const gone = items[0].changes.find((c) => c.field === 'address');
	assert.deepEqual(gone, { field: 'address', before: 'Примерная, 5',
	    after: null });
	invalid(await admin.get('/edit-history/referrals'), '?key');
});

test('a setting has its unit and range, and stays in it', async () => {
	const admin = await it.login('admin');
	const { settings } = status(await admin.get('/edit-fields'), 200);
	const told = new Map(settings.map((x) => [x.key, x]));
	const path = '/settings/promise.deadline_min';
	const set = async (value) => admin.patch(path, { value },
	    { etag: etag(await admin.get(path)) });

	assert.deepEqual(told.get('promise.deadline_min'), {
	    key: 'promise.deadline_min', group: 'promise', unit: 'min', least: 1,
	    most: 1440, standard: 60 });
	for (const [value, code] of [['0', 'too_small'], ['1441', 'too_large'],
	    ['soon', 'number'], ['-5', 'number']]) {
		const [error] = invalid(await set(value), '/value');
		assert.equal(error.code, code);
	}
	status(await set('61'), 200);
	status(await set('60'), 200);
	for (const { key, standard } of settings)
		assert.equal((await admin.get(`/settings/${key}`)).body.value,
		    key === 'promise.amber_min' ? '15' : String(standard), key);
});
