/** Prices as a table: out to a spreadsheet, and in again. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { DAY_MS, clinicDate, etag, invalid, problem, rubles, status }
    from './checks.mjs';
import { service } from './harness.mjs';

const it = service();

const day = (n) => clinicDate(Date.now() + n * DAY_MS);
const CSV = { 'Content-Type': 'text/csv; charset=utf-8' };
const HEAD = 'zone;performer;price;valid_from;reason\r\n';

/** upload(text, query): the table as a spreadsheet would send it. */
async function upload(text, query = '', options = {}) {
	const admin = await it.login('admin');

	return admin.call('POST', `/tariffs/import${query}`, undefined,
	    { raw: text, headers: CSV, ...options });
}

async function preview(text, query = '') {
	return status(await upload(text, `?dry_run=1${query}`), 200);
}

const codes = (row) => row.errors.map((e) => `${e.column} ${e.code}`).sort();

test('the prices as a table, safe to open', async () => {
	const admin = await it.login('admin');
	status(await admin.post('/tariffs', { zone: 'red', performer: 'nurse',
	    price: { amount: 330050, currency: 'RUB' }, valid_from: day(30),
	    reason: '=HYPERLINK("x")', confirmed: true }), 201);
	const got = await admin.get('/tariffs', { headers: { Accept: 'text/csv' } });

	status(got, 200);
	assert.match(got.type, /^text\/csv/);
	assert.match(got.headers['content-disposition'], /tariffs\.csv/);
	const lines = got.text.split('\r\n');
	assert.equal(lines[0], '\ufeff"zone";"performer";"price";"valid_from"' +
	    ';"reason";"zone_name";"state";"recorded_by"');
	assert.equal(lines.length, 11); /* eight, one to come, the last end */
	const red = lines.find((l) => l.includes(day(30)));
	assert.ok(red.startsWith('"red";"nurse";3300,50;'), red);
	assert.ok(red.includes('"\'=HYPERLINK(""x"")"'), red);

	/* what goes out comes in, and changes nothing */
	const { rows, ...sums } = await preview(got.text, '&confirmed=1');
	assert.deepEqual(sums, { new: 0, same: 9, wrong: 0 });
	assert.ok(rows.every((r) => r.action === 'same'));
	assert.deepEqual(status(await upload(got.text), 200), { items: [] });
});

test('a table is looked at first, then published whole', async () => {
	const admin = await it.login('admin');
	const table = `${HEAD}green;doctor;4 200;${day(10)};лето\r\n` +
	    `Жёлтая зона;Врач;"5 100,00";${day(10).split('-').reverse()
		.join('.')};"лето; ""всё"""\r\n`;
	const seen = await preview(table);

	assert.deepEqual([seen.new, seen.same, seen.wrong], [2, 0, 0]);
	assert.deepEqual(seen.rows[1], { line: 3, action: 'new', zone: 'yellow',
	    performer: 'doctor', price: rubles(5100), price_now: rubles(4900),
	    valid_from: day(10), reason: 'лето; "всё"', errors: [] });
	const before = status(await admin.get('/tariffs'), 200);
	assert.ok(!before.items.some((t) => t.valid_from === day(10)));

	const { items } = status(await upload(table), 201);
	assert.deepEqual(items.map((t) => [t.zone, t.price.amount, t.state]),
	    [['green', 420000, 'future'], ['yellow', 510000, 'future']]);
	assert.deepEqual((await preview(table)).same, 2);
	/* the first is no more, and nothing of the second came in */
	const stale = await upload(`${HEAD}green;doctor;4300;${day(12)};x\r\n`,
	    '', { etag: `"${before.version}"` });
	problem(stale, 412, 'version_stale');
	status(await upload(`${HEAD}green;doctor;4300;${day(12)};x\r\n`, '',
	    { etag: etag(await admin.get('/tariffs')) }), 201);
});

test('each wrong cell is told by its row and column', async () => {
	const table = HEAD + [
		`violet;doctor;4200;${day(20)};x`,
		`green;plumber;4200;${day(20)};x`,
		`green;doctor;0;${day(20)};x`,
		`green;doctor;много;${day(20)};x`,
		`green;doctor;42000;${day(20)};x`,
		`green;doctor;4200,50;${day(20)};x`,
		`green;doctor;4200;2020-01-01;x`,
		`green;doctor;4200;31.02.2027;x`,
		`green;doctor;4200;${day(20)};`,
		`green;doctor;4200;${day(20)};=cmd()`,
		`red;doctor;7000;${day(21)};x`,
		`red;doctor;7100;${day(21)};x`,
		'green;doctor;3950;1970-01-01;x',
	].join('\r\n');
	const { rows, wrong } = await preview(table);

	assert.equal(wrong, 12);
	assert.deepEqual(rows.map(codes), [['zone unknown_code'],
	    ['performer choice'], ['price out_of_range'], ['price number'],
	    ['price price_unusual'], ['price whole_rubles'],
	    ['valid_from not_in_future'], ['valid_from date_invalid'],
	    ['reason required'], ['reason csv_formula'],
	    [], ['valid_from not_unique'], ['valid_from not_in_future']]);
	const errors = invalid(await upload(table), '/rows/2/zone',
	    '/rows/3/performer', '/rows/4/price', '/rows/10/reason');
	assert.ok(errors.every((e) => e.message.length > 0));
	const admin = await it.login('admin');
	assert.ok(!status(await admin.get('/tariffs'), 200).items
	    .some((t) => t.zone === 'red' && t.performer === 'doctor' &&
		t.state === 'future'));

	const meant = await preview(`${HEAD}green;doctor;42000,50;${day(20)};\r\n`,
	    `&confirmed=1&reason=${encodeURIComponent('так решено')}`);
	assert.equal(meant.rows[0].reason, 'так решено');
	assert.deepEqual([meant.new, meant.wrong], [1, 0]);
});

test('files as people have them', async () => {
	const row = `зона,исполнитель,цена,действует с,причина\n` +
	    `Красная зона,медсестра,3200,${day(40)},рост\n`;
	const cp1251 = Buffer.from([...row].map((c) => {
		const at = c.codePointAt(0);
		return at < 0x80 ? at : c === 'ё' ? 0xb8 : at - 0x410 + 0xc0;
	}));

	for (const text of [row, `\ufeff${row}`, cp1251,
	    row.replaceAll(',', '\t').replaceAll('\n', '\r')]) {
		const { rows } = await preview(text);
		assert.deepEqual(rows.map((r) => [r.zone, r.performer, r.reason,
		    r.action]), [['red', 'nurse', 'рост', 'new']]);
	}
	const refused = async (text, code) => {
		const [e] = invalid(await upload(text, '?dry_run=1'));
		assert.equal(e.code, code);
	};
	await refused('', 'csv_empty');
	await refused('zone;price\ngreen;1\n', 'csv_column');
	await refused(Buffer.from([0xff, 0xfe, 0x61, 0x00]), 'csv_encoding');
	await refused(`${HEAD}"green;doctor`, 'csv_quote');
	await refused(HEAD + 'green;doctor;1;2;3\n'.repeat(201), 'csv_too_large');
});

test('who may, and how it has to be sent', async () => {
	const admin = await it.login('admin');

	for (const login of ['operator', 'dispatcher'])
		problem(await (await it.login(login)).call('POST',
		    '/tariffs/import', undefined, { raw: HEAD, headers: CSV }),
		403);
	problem(await admin.post('/tariffs/import', {}), 415);
	problem(await upload(HEAD, '', { key: null }), 428);
	problem(await upload('x'.repeat(70_000)), 413);
	problem(await admin.post('/tariffs', HEAD, { raw: HEAD, headers: CSV }),
	    415);
});
