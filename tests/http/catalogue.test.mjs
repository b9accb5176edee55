/** The catalogue edited: what a search would answer then is known before. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { etag, invalid, problem, status } from './checks.mjs';
import { service } from './harness.mjs';

const it = service();

const q = encodeURIComponent;

test('every stored query of the sample data is answered as it must be', async () => {
	const admin = await it.login('admin');
	const { items } = status(await admin.get('/search-checks'), 200);

	assert.ok(items.length > 30);
	for (const check of items) {
		const got = status(await admin.get(
		    `/services/search?q=${q(check.query)}`), 200);
		assert.equal(got.verdict ?? 'pick', check.outcome, check.query);
		if (check.service)
			assert.equal(got.hits[0].code, check.service, check.query);
	}
});

test('an edit that changes an answer is shown, held back, and published on demand', async () => {
	const admin = await it.login('admin');
	const before = await admin.get('/services/E02');
	const tag = { etag: etag(before) };
	const change = { verdict: 'ask_dispatcher', performer: 'nurse' };
	const moves = (list) => list.map((m) => [m.query, m.before.verdict,
	    m.after.verdict, m.as_wanted]).sort();
	const wanted = [["''u", 'not_allowed', 'ask_dispatcher', false],
	    ['EEG', 'not_allowed', 'ask_dispatcher', false],
	    ['ээг', 'not_allowed', 'ask_dispatcher', false]];

	const dry = status(await admin.patch('/services/E02?dry_run=1', change,
	    tag), 200);
	assert.deepEqual(moves(dry.verdicts), wanted);
	assert.ok(dry.asked > 30);
	assert.deepEqual((await admin.get('/services/E02')).body, before.body);

	const held = problem(await admin.patch('/services/E02', change, tag),
	    409, 'verdicts_change');
	assert.deepEqual(moves(held.verdicts), wanted);
	assert.deepEqual((await admin.get('/services/E02')).body, before.body);
	const { items } = (await admin.get('/edit-history/services?key=E02')).body;
	assert.deepEqual(items, [], 'nothing was written');

	const now = await admin.patch('/services/E02?confirm=1', change, tag);
	assert.equal(status(now, 200).verdict, 'ask_dispatcher');
	const back = await admin.patch('/services/E02?confirm=1',
	    { verdict: 'not_allowed', performer: null }, { etag: etag(now) });
	status(back, 200);
	invalid(await admin.patch('/services/E02?perhaps=1', change,
	    { etag: etag(back) }), '?perhaps');
});

test('a new service and one that goes are tried as well', async () => {
	const admin = await it.login('admin');
	const bee = { code: 'X92', name: 'Сантехник', category: 'procedure',
	    verdict: 'allowed', performer: 'nurse' };
	const dry = status(await admin.post('/services?dry_run=1', bee), 200);

	assert.deepEqual(dry.verdicts.map((m) => [m.check, m.after.service]),
	    [['plumber', 'X92']]);
	assert.equal((await admin.get('/services/X92')).status, 404);
	problem(await admin.post('/services', bee), 409, 'verdicts_change');
	const made = await admin.post('/services?confirm=1', bee);
	status(made, 201);
	problem(await admin.delete('/services/X92', { etag: etag(made) }), 409,
	    'verdicts_change');
	const gone = status(await admin.delete('/services/X92?dry_run=1',
	    { etag: etag(made) }), 200);
	assert.equal(gone.verdicts[0].after.verdict, 'unknown');
	status(await admin.delete('/services/X92?confirm=1',
	    { etag: etag(made) }), 204);
});

test('an alias another service has is refused, and where it stands is told', async () => {
	const admin = await it.login('admin');
	const row = await admin.get('/services/E03');
	const add = (...more) => admin.patch('/services/E03', {
	    aliases: [...row.body.aliases, ...more] }, { etag: etag(row) });
	const [error] = invalid(await add('Спирометрия'), '/aliases');

	assert.equal(error.code, 'alias_taken');
	assert.match(error.message, /«Спирометрия»: E01, Функция внешнего дыхания/);
	invalid(await add('электроэнцефалография (ээг)'), '/aliases');
	const now = await add('проверить слух трубочкой');
	status(now, 200);
	status(await admin.patch('/services/E03', { aliases: row.body.aliases },
	    { etag: etag(now) }), 200);
});

test('a query is explained word by word, both ways', async () => {
	const admin = await it.login('admin');
	const why = status(await admin.get(
	    `/services/explain?q=${q('узи серца пожалуйста')}`), 200);
	const [hit] = why.hits;

	assert.equal(why.verdict, 'not_allowed');
	assert.equal(hit.code, 'E05');
	assert.ok(hit.score >= why.decides);
	assert.ok(Math.abs(hit.score - Math.min(hit.query_share,
	    hit.phrase_share) * hit.penalty) < 0.002);
	const typed = Object.fromEntries(hit.query_words.map((w) => [w.text, w]));
	assert.equal(typed['узи'].like, 1);
	assert.ok(typed['серца'].like > 0.8 && typed['серца'].like < 1);
	assert.equal(typed['пожалуйста'].class, 'noise');
	const swapped = status(await admin.get(
	    `/services/explain?q=${q('epb cthlwf')}`), 200).hits[0];
	assert.ok(swapped.penalty < 1);
	assert.deepEqual(swapped.query_words.map((w) => w.text), ['узи', 'сердца']);
	const capped = status(await admin.get(
	    `/services/explain?q=${q('узи сердца колбаса')}`), 200).hits[0];
	assert.ok(capped.capped && capped.score < why.decides);
	assert.deepEqual(status(await admin.get(`/services/explain?q=${q('ъъъ')}`), 200).hits,
	    []);
	invalid(await admin.get('/services/explain'), '?q');
	problem(await (await it.login('operator')).get('/services/explain?q=x'), 403);
});

test('what follows from an answer is edited', async () => {
	const admin = await it.login('admin');
	const yes = await admin.get('/service-answers/S10.yes');
	const answers = async () => status(await admin.get(
	    `/services/search?q=${q('травматолог')}`), 200).hits[0].answers;

	assert.equal(status(yes, 200).verdict, 'allowed');
	const now = await admin.patch('/service-answers/S10.yes',
	    { say: 'Приедем со снимками.' }, { etag: etag(yes) });
	status(now, 200);
	assert.equal((await answers())[0].say, 'Приедем со снимками.');
	invalid(await admin.patch('/service-answers/S10.yes',
	    { verdict: 'conditional' }, { etag: etag(now) }), '/verdict');
	invalid(await admin.patch('/service-answers/S10.yes',
	    { instead: 'nothing' }, { etag: etag(now) }), '/instead');
	problem(await admin.post('/service-answers', { code: 'S99.yes',
	    verdict: 'allowed' }), 404);
	problem(await admin.post('/service-answers', { code: 'S10.yes',
	    verdict: 'allowed' }), 409, 'already_exists');
});

test('an unknown term becomes an alias, or goes, and may come back', async () => {
	const admin = await it.login('admin');
	const operator = await it.login('operator');
	const ask = async (text) => status(await operator.get(
	    `/services/search?q=${q(text)}&final=1`), 200);
	const waits = async () => status(await admin.get('/unknown-terms'), 200)
	    .items.map((x) => [x.term, x.count]);
	const settle = (body, how = '') =>
	    admin.post(`/unknown-terms/settle${how}`, body);

	await ask('грязевые обертывания');
	await ask('Грязевые обёртывания!');
	await ask('лечение пчелами');
	assert.deepEqual(await waits(), [['грязевые обертывания', 2],
	    ['лечение пчелами', 1]]);
	status(await settle({ term: 'лечение пчелами' }), 200);
	assert.deepEqual(await waits(), [['грязевые обертывания', 2]]);
	status(await settle({ term: 'лечение пчелами', again: true }), 200);
	assert.equal((await waits()).length, 2);
	status(await settle({ term: 'лечение пчелами' }), 200);

	const dry = status(await settle({ term: 'грязевые обертывания',
	    service: 'X02' }, '?dry_run=1'), 200);
	assert.deepEqual(dry.verdicts, []);
	assert.equal((await waits()).length, 1);
	status(await settle({ term: 'грязевые обертывания', service: 'X02' }), 200);
	assert.deepEqual(await waits(), []);
	assert.equal((await ask('грязевые обертывания')).hits[0].code, 'X02');
	const { body } = await admin.get('/services/X02');
	assert.equal(body.aliases.at(-1), 'грязевые обертывания');
	problem(await settle({ term: 'такого не спрашивали' }), 404);
	invalid(await settle({ term: 'грязевые обертывания', service: 'X999' }),
	    '?service');
});
