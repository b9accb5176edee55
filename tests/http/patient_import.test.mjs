/** A file of patients: looked at first, taken over whole, told without names. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { invalid, problem, status } from './checks.mjs';
import { homevisit, service, tempVar } from './harness.mjs';

const it = service();

const CSV = { 'Content-Type': 'text/csv; charset=utf-8' };
const HEAD = 'card_no;name;birth_date;phone;address;place;bonus_member;debt;note\r\n';
const ANNA = 'I-1;Тестова Анна Петровна;1980-01-31;+78125550141;' +
    'Образцовый пр., 5;vasileostrovsky;1;0;\r\n';

/** upload(text, query): the table as a spreadsheet would send it. */
async function upload(text, query = '', options = {}) {
	const admin = await it.login('admin');

	return admin.call('POST', `/patients/import${query}`, undefined,
	    { raw: text, headers: CSV, ...options });
}

const preview = async (text) => status(await upload(text, '?dry_run=1'), 200);
const sums = ({ rows, ...rest }) => rest;
const codes = (row) => row.errors.map((e) => `${e.column} ${e.code}`).sort();

async function card(no, birth) {
	const who = await it.login('operator');
	const { body } = await who.get(`/patients?card=${encodeURIComponent(no)
	}&birth_date=${birth}`);
	return body;
}

test('looked at, taken over, and again without effect', async () => {
	const seen = await preview(HEAD + ANNA);
	assert.deepEqual(sums(seen), { new: 1, changed: 0, same: 0, wrong: 0 });
	assert.deepEqual(seen.rows, [{ line: 2, action: 'new', card_no: 'I-1',
	    changes: [], errors: [] }]);
	assert.equal((await card('I-1', '1980-01-31')).matched, false);

	assert.deepEqual(status(await upload(HEAD + ANNA), 200),
	    { new: 1, changed: 0, same: 0 });
	const { patient } = await card('I-1', '1980-01-31');
	assert.equal(patient.name, 'Тестова Анна Петровна');
	assert.equal(patient.phone, '+78125550141');
	assert.equal(patient.bonus_member, true);
	assert.deepEqual(status(await upload(HEAD + ANNA), 200),
	    { new: 0, changed: 0, same: 1 });
});

test('a column that is missing leaves what stands, an empty one empties',
    async () => {
	status(await upload(HEAD + ANNA), 200);
	const part = 'Номер карты;ФИО;Дата рождения;Телефон\r\n' +
	    'I-1;Тестова Анна Петровна;31.01.1980;8 812 555-01-42\r\n';
	const seen = await preview(part);
	assert.deepEqual(seen.rows[0].changes, ['phone']);
	status(await upload(part), 200);
	let { patient } = await card('I-1', '1980-01-31');
	assert.equal(patient.phone, '+78125550142');
	assert.equal(patient.address, 'Образцовый пр., 5');
	status(await upload(part.replace('8 812 555-01-42', '')), 200);
	({ patient } = await card('I-1', '1980-01-31'));
	assert.equal(patient.phone, null);
});

test('each wrong cell is told, and then nothing is imported', async () => {
	const rows = [
		';Тестов Пётр;1980-01-31;;;;;;',
		'W-2;;1980-01-31;;;;;;',
		'W-3;Тестов Пётр;31.02.1980;;;;;;',
		'W-4;Тестов Пётр;2100-01-01;;;;;;',
		'W-5;Тестов Пётр;1980-01-31;555;;;;;',
		'W-6;Тестов Пётр;1980-01-31;;;nowhere;;;',
		'W-7;Тестов Пётр;1980-01-31;;;;maybe;;',
		'W-8;Tестов Пёtр1;1980-01-31;;;;;;',
		'W-9;Тестов Пётр;1980-01-31;;=cmd();;;;',
		'W-10;Тестов Пётр;1980-01-31;;;;;;',
		'W-10;Тестов Пётр;1980-01-31;;;;;;',
		'"W 12";Тестов Пётр;1980-01-31;;;;;;',
	];
	const got = await preview(HEAD + rows.join('\r\n'));
	assert.deepEqual(sums(got), { new: 1, changed: 0, same: 0, wrong: 11 });
	assert.deepEqual(got.rows.map(codes), [['card_no required'],
	    ['name required'], ['birth_date date_invalid'],
	    ['birth_date birth_date_future'], ['phone phone_invalid'],
	    ['place unknown_code'], ['bonus_member choice'],
	    ['name name_invalid'], ['address csv_formula'], [],
	    ['card_no card_twice'], ['card_no invalid']]);
	const refused = await upload(HEAD + rows.join('\r\n'));
	const errors = invalid(refused, '/rows/2/card_no', '/rows/6/phone',
	    '/rows/12/card_no');
	assert.ok(errors.every((e) => e.message.length > 0));
	assert.equal(refused.body.wrong, 11);
	assert.equal(refused.body.rows.length, 12);
	assert.equal((await card('W-10', '1980-01-31')).matched, false);
});

test('files as people have them', async () => {
	const row = 'номер карты,фио,дата рождения,место\n' +
	    'К-77,Ёжикова Нина,01.02.1950,Мурино\n';
	const cp1251 = Buffer.from([...row].map((c) => {
		const at = c.codePointAt(0);
		return at < 0x80 ? at : { ё: 0xb8, Ё: 0xa8 }[c] ??
		    at - 0x410 + 0xc0;
	}));

	for (const text of [row, `\ufeff${row}`, cp1251,
	    row.replaceAll(',', '\t').replaceAll('\n', '\r')])
		assert.equal((await preview(text)).new, 1);
	const refused = async (text, code) => {
		const [e] = invalid(await upload(text, '?dry_run=1'));
		assert.equal(e.code, code);
	};
	await refused('', 'csv_empty');
	await refused('card_no;name\r\n1;x', 'csv_column');
	await refused(`${HEAD}"1;x`, 'csv_quote');
});

test('the same as a list', async () => {
	const admin = await it.login('admin');
	const post = (items, query = '') => admin.post(
	    `/patients/import${query}`, { items });

	assert.deepEqual(status(await post([{ card_no: 'J-1',
	    name: 'Тестов Ян', birth_date: '1990-05-05', debt: true }]), 200),
	{ new: 1, changed: 0, same: 0 });
	assert.deepEqual(status(await post([{ card_no: 'J-1',
	    name: 'Тестов Ян', birth_date: '1990-05-05', debt: false }],
	'?dry_run=1'), 200).rows[0].changes, ['debt']);
	invalid(await post([{ card_no: 'J-2', name: 'Тестов Ян',
	    birth_date: 'x', phone: '1' }]), '/rows/1/birth_date',
	'/rows/1/phone');
});

test('a long file goes in batches, each in the audit without a name', async () => {
	const rows = Array.from({ length: 450 }, (_, i) =>
	    `L-${i};Тестов Длинный;1970-01-01;;;;;;\r\n`).join('');
	const admin = await it.login('admin');

	assert.ok(Buffer.byteLength(rows) < 65536);
	const long = rows.replaceAll(';;;;;;', `;;${'х'.repeat(60)};;;;`);
	assert.ok(Buffer.byteLength(long) > 65536);
	assert.equal(status(await upload(HEAD + long), 200).new, 450);
	const { items } = status(await admin.get(
	    '/audit?action=patient.import&limit=3'), 200);
	assert.deepEqual(items.map((e) => /new (\d+), /.exec(e.detail)[1]),
	    ['50', '200', '200']);
	assert.equal(new Set(items.map((e) => e.object_id)).size, 1);
	assert.match(items[0].detail, /; [0-9a-f]{64}$/);
	assert.doesNotMatch(JSON.stringify(items), /Тестов|1970/);
	assert.ok(!it.logs().includes('Тестов'));
});

test('who may, and how it has to be sent', async () => {
	for (const login of ['operator', 'dispatcher'])
		problem(await (await it.login(login)).call('POST',
		    '/patients/import', undefined, { raw: HEAD, headers: CSV }),
		403);
	problem(await upload(HEAD, '', { key: null }), 428);
	problem(await upload(HEAD, '', { headers: { 'Content-Type':
	    'text/plain' } }), 415);
	problem(await upload('x'.repeat(8 * 1024 * 1024 + 1)), 413);
	const admin = await it.login('admin');
	problem(await admin.post('/patients/import',
	    { items: [], x: 'y'.repeat(70_000) }), 413);
	const key = 'patients-twice';
	const first = status(await upload(HEAD + ANNA, '', { key }), 200);
	const again = await upload(HEAD + ANNA, '', { key });
	assert.deepEqual(status(again, 200), first);
	assert.equal(again.headers['idempotent-replayed'], 'true');
});

test('homevisit import patients', async () => {
	const dir = tempVar();
	const file = `${dir}/patients.csv`;
	const run = (...args) => homevisit(['--db', `${dir}/homevisit.db`,
	    ...args]);

	await run('init', '--sample');
	fs.writeFileSync(file, `${HEAD}${ANNA}W-1;;x;;;;;;\r\n`);
	const wrong = await run('import', 'patients', file);
	assert.equal(wrong.code, 1);
	assert.match(wrong.stderr, /line 3, birth_date: /);
	assert.match(wrong.stdout, /new 1, changed 0, same 0, wrong 1/);
	fs.writeFileSync(file, HEAD + ANNA);
	assert.match((await run('import', 'patients', file, '--dry-run')).stdout,
	    /new 1,/);
	assert.match((await run('import', 'patients', file)).stdout, /new 1,/);
	assert.match((await run('import', 'patients', file)).stdout,
	    /new 0, changed 0, same 1/);
	assert.equal((await run('audit', 'verify')).code, 0);
	assert.equal((await run('import', 'patients', `${dir}/none`)).code, 1);
});
