/** What is typed into the form: the screen refuses what the server refuses. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { emptyDraft, toBody, whoOf } from
    '../../nginx/html/call/request-body.js';
import { checkBody, ruleOf, typingError } from
    '../../nginx/html/lib/form-rules.js';
import { invalid, status } from './checks.mjs';
import { TOP, service } from './harness.mjs';
import { registration } from './samples.mjs';

const it = service();
const TODAY = '2026-11-23';
const rows = JSON.parse(fs.readFileSync(
    path.join(TOP, 'tests/cases/typed.json')));

/** { patient: { name: text } } of "/patient/name". */
const at = (pointer, text) => pointer.split('/').slice(1)
    .reduceRight((inner, name) => ({ [name]: inner }), text);

const text = ({ typed, times = 1 }) => typed.repeat(times);

async function rules() {
	const operator = await it.login('operator');
	return status(await operator.get('/form'), 200).fields;
}

/** A complete draft of a first-time patient with ${row} typed into it. */
function draft(row) {
	const d = emptyDraft();
	const [group, name] = row.at.slice(1).split('/');

	d.patient = { card_no: '', birth: '31.01.1980', name: 'Тестов Пётр',
	    phone: '8 812 555-01-01' };
	d.address.text = 'Тестовая, 1';
	d.place = { code: 'nevsky', name: 'Невский', zone: 'yellow' };
	d.services = [{ code: 'X01' }];
	d.epid = { EA01: { answer: 'no' } };
	d.consentPrice = d.consentData = true;
	if (name === undefined)
		d[group] = text(row);
	else
		d[group] = { ...d[group], [name]: text(row) };
	return d;
}

test('the server refuses each by its code', async () => {
	const operator = await it.login('operator');

	for (const row of rows.filter((r) => r.error)) {
		const [e] = invalid(await operator.post('/requests',
		    registration(at(row.at, text(row)))), row.at);
		assert.deepEqual([e.pointer, e.code], [row.at, row.error],
		    JSON.stringify(row.typed));
		assert.ok(e.message.length > 10);
	}
});

test('the screen refuses the same and nothing else', async () => {
	const fields = await rules();

	for (const row of rows.filter((r) => !r.at.endsWith('birth_date'))) {
		const d = draft(row);
		const errors = checkBody(fields, toBody(d, { today: TODAY,
		    redFlagCodes: [], minor: false, consentVersion: '1' }),
		    whoOf(d, false));
		assert.deepEqual(Object.entries(errors).map(([p, e]) =>
		    [p, e.code]), row.error ? [[row.at, row.error]] : [],
		    JSON.stringify(row.typed.slice(0, 80)));
	}
});

test('what is too long or hidden is said while it is typed', async () => {
	const fields = await rules();

	for (const row of rows)
		assert.equal(typingError(ruleOf(fields, row.at), text(row)) !== null,
		    ['too_long', 'hidden_character'].includes(row.error),
		    `${row.at} ${JSON.stringify(row.typed.slice(0, 80))}`);
});

test('texts in lists have their limits too', async () => {
	const fields = await rules();
	const operator = await it.login('operator');
	const long = registration({ services: [{ text: 'я'.repeat(201) }],
	    epid: { EA01: { answer: 'yes', comment: 'я'.repeat(501) } } });

	invalid(await operator.post('/requests', long), '/services/0/text',
	    '/epid/EA01/comment');
	assert.deepEqual(Object.keys(checkBody(fields, long,
	    { known: false, minor: false })).sort(),
	    ['/epid/EA01/comment', '/services/0/text']);
});

test('a card alone: nobody knows yet who is new', async () => {
	const fields = await rules();
	const operator = await it.login('operator');
	const body = { ...registration(), patient: { card_no: '777777' } };
	const d = { patient: { card_no: '777777', birth: '' } };

	const got = invalid(await operator.post('/requests', body),
	    '/patient/birth_date');
	assert.deepEqual(got.map((e) => e.pointer).sort(),
	    Object.keys(checkBody(fields, body, whoOf(d, false))).sort());
});
