/** A card is opened by its number and the birth date together. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, problem, status } from './checks.mjs';
import { service } from './harness.mjs';

const it = service();

async function look(query) {
	const client = await it.login('operator');

	return client.get(`/patients?${new URLSearchParams(query)}`);
}

test('card and birth date agree: the file is shown', async () => {
	const got = status(await look({ card: '000123',
	    birth_date: '1980-01-31' }), 200);

	assert.equal(got.matched, true);
	assert.equal(got.patient.card_no, '000123');
	assert.equal(got.patient.name, 'Тестов Пётр Иванович');
	assert.equal(got.patient.birth_date, '1980-01-31');
	assert.equal(got.patient.phone, '+78125550101');
});

test('they do not: nothing of the file is shown', async () => {
	for (const query of [{ card: '000123', birth_date: '1980-02-01' },
	    { card: '000123' }]) {
		const got = await look(query);
		status(got, 200);
		assert.equal(got.body.matched, false);
		assert.equal(got.body.patient, undefined);
		for (const secret of ['Тестов', 'Иванович', '5550101',
		    '01-31', 'Тестовая', 'vasileostrovsky'])
			assert.ok(!got.text.includes(secret), secret);
		/* Only who knows no date yet is told whose card it may be. */
		if (query.birth_date)
			assert.equal(got.body.masked, null);
		else
			assert.match(got.body.masked, /^Пётр Т\.,? 1980$/);
	}
});

test('an unknown card looks like no card', async () => {
	const got = status(await look({ card: '999999',
	    birth_date: '1980-01-31' }), 200);

	assert.equal(got.matched, false);
	assert.equal(got.masked ?? null, null);
});

test('names of other shapes are masked too', async () => {
	for (const [card, masked] of [['000127', /^Зоя Ё\.,? 1939$/],
	    ['000128', /^Руслан М\.,? 1991$/]])
		assert.match(status(await look({ card }), 200).masked, masked);
});

test('parameters are checked', async () => {
	problem(await look({}), 422);
	invalid(await look({ card: '000123', birth_date: '31.01.1980' }),
	    '?birth_date');
	invalid(await look({ card: '000123', birth_date: '1980-02-30' }),
	    '?birth_date');
	invalid(await look({ card: '000123', name: 'x' }), '?name');
	status(await look({ card: "' OR 1=1 --" }), 200, 422);
});

test('only an operator may look', async () => {
	const admin = await it.login('admin');

	problem(await admin.get('/patients?card=000123'), 403, 'forbidden');
});
