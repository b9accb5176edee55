/** What the screens are built from. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { problem, status } from './checks.mjs';
import { service } from './harness.mjs';

const it = service();

async function items(target) {
	const client = await it.login('operator');
	const got = status(await client.get(target), 200);

	assert.ok(Array.isArray(got.items), JSON.stringify(got));
	return got.items;
}

test('GET /form is the table the server checks by', async () => {
	const client = await it.login('operator');
	const got = status(await client.get('/form'), 200);
	const fields = got.fields ?? got.items;
	const by = new Map(fields.map((f) => [f.pointer, f]));

	for (const pointer of ['/patient/card_no', '/patient/name',
	    '/patient/birth_date', '/patient/phone', '/address/text',
	    '/address/place', '/symptoms'])
		assert.ok(by.has(pointer), pointer);
	for (const f of fields) {
		assert.match(f.pointer, /^(\/([a-z_]+|\*))+$/);
		const when = f.when ?? f.required;
		assert.ok(['optional', 'always', 'first_time', 'repeat',
		    'minor'].includes(when), JSON.stringify(f));
		if (f.pattern)
			assert.doesNotThrow(() => new RegExp(f.pattern, 'u'),
			    f.pointer);
	}
	assert.equal(by.get('/patient/name').when, 'first_time');
	assert.equal(by.get('/patient/card_no').when, 'repeat');
	assert.equal(by.get('/symptoms').when, 'optional');
});

test('GET /scripts has the twelve situations', async () => {
	const got = await items('/scripts');

	assert.equal(got.length, 12);
	const by = new Map(got.map((s) => [s.situation, s]));
	assert.equal(by.get('medic_ill').forbidden.length, 3);
	assert.equal(got.flatMap((s) => s.forbidden).length, 23);
	assert.ok(by.get('price').title.length > 0);
});

test('GET /red-flags has the fourteen signs', async () => {
	const got = await items('/red-flags');

	assert.equal(got.length, 14);
	assert.ok(got.every((f) => /^RF\d\d$/.test(f.code) && f.sign &&
	    f.ask_again && f.ask_again !== f.sign));
});

test('GET /epid-questions has the ten questions', async () => {
	const got = await items('/epid-questions');

	assert.equal(got.length, 10);
	assert.ok(got.every((q) => /^EA\d\d$/.test(q.code) && q.question));
});

test('GET /medics has the sample\'s nine', async () => {
	const client = await it.login('dispatcher');
	const got = status(await client.get('/medics'), 200).items;

	assert.equal(got.length, 9);
	const m05 = got.find((m) => m.code === 'm05');
	assert.equal(m05.kind, 'doctor');
	assert.deepEqual(m05.zones, ['green', 'yellow', 'red', 'oblast']);
	assert.ok(m05.name.length > 0);
});

test('GET /reasons has the codes of the handbook', async () => {
	const client = await it.login('operator');
	const text = JSON.stringify(
	    status(await client.get('/reasons'), 200));

	for (const code of ['better', 'went_elsewhere', 'price', 'too_late',
	    'changed_mind', 'moved', 'hospitalised', 'unreachable', 'no_medic',
	    'weather', 'safety', 'data_error'])
		assert.ok(text.includes(`"${code}"`), code);
	const { cancel, cancel_by } = JSON.parse(text);
	assert.deepEqual([...cancel_by.patient, ...cancel_by.clinic], cancel);
	assert.equal(cancel_by.clinic[0], 'unreachable');
});

test('GET /visit-window proposes two hours ahead, within service hours', async () => {
	const client = await it.login('dispatcher');
	const got = status(await client.get('/visit-window'), 200);
	const [start, end] = [got.window_start, got.window_end];
	const hour = (at) => Number(/T(\d\d)/.exec(at)[1]);

	assert.ok(Date.parse(start) > Date.now());
	assert.equal(Date.parse(end) - Date.parse(start), 2 * 3600_000);
	assert.match(start, /T\d\d:[03]0:00\+03:00$/);
	assert.ok(hour(start) >= 8 && hour(start) < 21, start);
	assert.match(end, /T(1\d|2[01]):[03]0:00|T22:00:00/);
});

test('all of it needs a session', async () => {
	const client = it.anonymous();

	for (const target of ['/form', '/scripts', '/red-flags',
	    '/epid-questions', '/medics', '/reasons', '/zones', '/tariffs',
	    '/visit-window'])
		problem(await client.get(target), 401, 'unauthenticated');
});
