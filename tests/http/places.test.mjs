/** Which place, which zone; asked rather than guessed. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, status } from './checks.mjs';
import { service } from './harness.mjs';

const it = service();

async function search(q) {
	const client = await it.login('operator');

	return status(await client.get(
	    `/places/search?q=${encodeURIComponent(q)}`), 200);
}

const named = [
	['васил', 'vasileostrovsky', 'green'],
	['Васильевский остров', 'vasileostrovsky', 'green'],
	['dfcbk', 'vasileostrovsky', 'green'],
	['Купчино', 'frunzensky', 'yellow'],
	['купчина', 'frunzensky', 'yellow'],
	['веселый поселок', 'nevsky', 'yellow'],
	['Парголово', 'pargolovo', 'red'],
	['Лисий Нос', 'lisiy_nos', 'red'],
	['Красное Село', 'krasnoe_selo', 'red'],
	['Красный Бор', 'lo_krasnyy_bor', 'oblast'],
	['Павловск', 'pushkinsky', 'red'],
	['Павлово', 'lo_pavlovo', 'oblast'],
	['Кировск', 'lo_kirovsk', 'oblast'],
	['Приморск', 'lo_primorsk', 'oblast'],
	['Мурино', 'lo_murino', 'oblast'],
	['Выборг', 'lo_vyborg', 'oblast'],
	['Ломоносов', 'petrodvortsovy', 'red'],
	['Невский проспект', 'tsentralny', 'green'],
];

for (const [q, code, zone] of named)
	test(`«${q}» is ${code} or a question`, async () => {
		const got = await search(q);
		const hit = got.hits.find((h) => h.code === code);

		assert.equal(hit?.zone, zone, JSON.stringify(got));
		if (!got.ambiguous)
			assert.equal(got.hits[0].code, code);
	});

for (const q of ['Выборгский', 'Кировский', 'Ломоносовский', 'Невский'])
	test(`«${q}» is asked`, async () => {
		const got = await search(q);
		const zones = new Set(got.hits.map((h) => h.zone));

		assert.equal(got.ambiguous || zones.size === 1, true,
		    JSON.stringify(got));
	});

test('«Девяткино» is asked though both are of one zone', async () => {
	const got = await search('Девяткино');

	assert.equal(got.ambiguous, true);
	assert.deepEqual(got.hits.slice(0, 2).map((h) => h.code).sort(),
	    ['lo_murino', 'lo_novoe_devyatkino']);
});

for (const q of ['Выборгский район', 'Кировский район'])
	test(`«${q}» names both places`, async () => {
		const got = await search(q);

		assert.equal(got.ambiguous, true, JSON.stringify(got));
		assert.ok(new Set(got.hits.map((h) => h.zone)).size > 1);
	});

test('what is spelt out in full is not asked again', async () => {
	for (const q of ['Кировский район Ленинградской области',
	    'Василеостровский район', 'Новое Девяткино'])
		assert.equal((await search(q)).ambiguous, false, q);
});

test('an unknown place has no zone, not even the dearest', async () => {
	for (const q of ['щжфцэ', 'Владивосток', '']) {
		const client = await it.login('operator');
		const got = await client.get(
		    `/places/search?q=${encodeURIComponent(q)}`);
		status(got, 200, 422);
		if (got.status === 200)
			assert.deepEqual(got.body.hits, [], q);
	}
});

test('a hit has code, name, kind, zone and score', async () => {
	const { hits: [hit] } = await search('Парголово');

	assert.equal(hit.name, 'Парголово');
	assert.equal(hit.kind, 'municipal_unit');
	assert.ok(hit.score > 0 && hit.score <= 1);
});

test('parameters are checked', async () => {
	const client = await it.login('operator');

	invalid(await client.get('/places/search?q=a&near=1'), '?near');
});
