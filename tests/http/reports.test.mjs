/** Reports: known figures of a few calls, CSV, who may see them. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { DAY_MS, clinicDate, etag, invalid, problem, rubles, status }
    from './checks.mjs';
import { posted, reached } from './dispatch.mjs';
import { service } from './harness.mjs';

const REPORTS = ['promise', 'contact', 'load', 'conversion', 'refusals',
    'zones', 'revenue', 'unknown-terms', 'handovers', 'visits', 'tasks'];
const TODAY = clinicDate(Date.now());
const CSV = { headers: { Accept: 'text/csv' } };

/* Three requests, one of them reached; four callers who left without. */
const it = service({}, async () => {
	const operator = await it.login('operator');
	const call = async (body) => status(
	    await operator.post('/calls', body), 201);

	await reached(it);
	await posted(it);
	await posted(it);
	await call({ outcome: 'informed', reason: 'price', zone: 'oblast',
	    performers: ['nurse'], total: rubles(4500) });
	await call({ outcome: 'informed', reason: 'not_done',
	    services: ['E02'] });
	await call({ outcome: 'referred', reason: 'not_done', services: ['E02'],
	    referral: 'r01' });
	await call({ outcome: 'emergency', red_flag: 'RF01' });
	await operator.get('/lookup?final=1&q=' +
	    encodeURIComponent('бобровая струя'));
});

const report = async (name, ask = '', role = 'dispatcher') =>
    (await it.login(role)).get(`/reports/${name}${ask}`);
const total = async (name) => status(await report(name), 200).total;
const csv = async (name, ask = '', lang = 'ru') => {
	const client = await it.login('admin');
	const got = await client.get(`/reports/${name}${ask}`,
	    { headers: { ...CSV.headers, 'Accept-Language': lang } });

	status(got, 200);
	assert.match(got.type, /^text\/csv/);
	return got;
};

test('every report has its columns in every row', async () => {
	for (const name of REPORTS) {
		const got = status(await report(name), 200);
		const names = got.columns.map((c) => c.name);

		assert.equal(got.report, name);
		assert.equal(got.items.length, 7);
		assert.equal(got.items.at(-1).key, TODAY);
		assert.equal(got.previous, null);
		for (const c of got.columns)
			assert.doesNotMatch(c.title, /report\.|\{/);
		for (const row of got.items)
			assert.deepEqual(Object.keys(row), ['key', ...names]);
		assert.deepEqual(Object.keys(got.total), names);
	}
});

test('the figures are those of the calls', async () => {
	const promise = await total('promise');
	assert.equal(promise.due, 1);
	assert.equal(promise.waiting, 2);
	assert.equal(promise.in_target.value, 1);
	assert.equal(promise.in_target.of, 1);
	assert.ok(promise.in_target.low < 0.3, 'one says little');
	const contact = await total('contact');
	assert.equal(contact.reached, 1);
	assert.equal(contact.median, 0);
	const conversion = await total('conversion');
	assert.equal(conversion.posted, 3);
	assert.equal(conversion.informed, 2);
	assert.equal(conversion.conversion.value, 0.6);
	assert.equal(conversion.price, 1);
	const refusals = await total('refusals');
	assert.equal(refusals.refused, 2);
	assert.equal(refusals.deny_to_referral.value, 0.5);
	assert.equal(refusals.emergencies, 1);
	const revenue = await total('revenue');
	assert.deepEqual(revenue.spoken, rubles(3 * 3900));
	assert.deepEqual(revenue.revenue, rubles(0));
	assert.equal(revenue.average, null);
	const unknown = await total('unknown-terms');
	assert.equal(unknown.unknown, 1);
	assert.equal(unknown.searches, 6);
	const visits = await total('visits');
	assert.equal(visits.on_time.value, null);
	assert.equal(visits.median, null);
});

test('the back line: by one and in time, by queue', async () => {
	const client = await it.login('operator');
	const make = async (queue) => {
		const got = await client.post('/tasks', { queue,
		    phone: '8 812 555-01-77' });
		return { got: await client.post(`/tasks/${status(got, 201).id}/claim`,
		    {}, { etag: etag(got) }), id: got.body.id };
	};
	const next = ({ id, got }, action, body) => client.post(
	    `/tasks/${id}/${action}`, { token: got.body.claim.token, ...body },
	    { etag: etag(got) });

	status(await next(await make('advice'), 'close', { outcome: 'solved' }), 200);
	status(await next(await make('advice'), 'handover', { queue: 'nurse',
	    reason: 'wrong_queue' }), 200);
	const all = await total('tasks');
	assert.equal(all.tasks, 2);
	assert.equal(all.handled.value, 1);
	assert.equal(all.solved_by_one.of, 1);
	assert.equal(all.per_task, 0.5);
	const { items } = status(await report('tasks', '?by=queue'), 200);
	const row = (key) => items.find((x) => x.key === key);
	assert.equal(row('advice').title, 'Общие вопросы');
	assert.equal(row('advice').handled.part, 1);
	assert.equal(row('nurse').handovers, 1);
	assert.match((await csv('tasks', '?by=queue')).text,
	    /^"Дежурная медсестра";1;;;0;1;0;1;1,000\r$/m);
	invalid(await report('tasks', '?by=zone'), '?by');
	invalid(await report('promise', '?by=queue'), '?by');
});

test('what the period has beside the rows', async () => {
	const refusals = status(await report('refusals'), 200);
	assert.deepEqual(refusals.services,
	    [{ title: 'Электроэнцефалография (ЭЭГ)', code: 'E02', count: 2, referred: 1 }]);
	const { terms } = status(await report('unknown-terms'), 200);
	assert.deepEqual(terms,
	    [{ term: 'бобровая струя', count: 1, last: TODAY }]);
	const { grid } = status(await report('load'), 200);
	const sum = (name) => grid.reduce((n, x) => n + x[name], 0);
	assert.equal(sum('posted'), 3);
	assert.equal(sum('calls'), 4);
	for (const x of grid) {
		assert.equal(x.days, 1);
		assert.ok(x.staff >= 1);
	}
	const slow = status(await report('load', '?handling_s=3600'), 200).grid;
	assert.ok(slow[0].staff > grid[0].staff);
});

test('by zone and performer', async () => {
	const zones = status(await report('conversion', '?by=zone'), 200).items;
	const row = (items, key) => items.find((x) => x.key === key);
	assert.equal(row(zones, 'green').posted, 3);
	assert.equal(row(zones, 'oblast').informed, 1);
	assert.equal(row(zones, 'oblast').conversion.value, 0);
	assert.equal(row(zones, 'red').conversion.value, null);
	assert.equal(row(zones, null).informed, 1);
	const who = status(await report('conversion', '?by=performer'), 200)
	    .items;
	assert.equal(row(who, 'doctor').posted, 3);
	assert.equal(row(who, 'nurse').price, 1);
	invalid(await report('unknown-terms', '?by=zone'), '?by');
});

test('compared with the period before', async () => {
	const from = clinicDate(Date.now() - 29 * DAY_MS);
	const got = status(await report('promise',
	    `?from=${from}&to=${TODAY}&by=week&compare=previous`), 200);

	assert.equal(got.previous.to, clinicDate(Date.now() - 30 * DAY_MS));
	assert.equal(got.previous.from, clinicDate(Date.now() - 59 * DAY_MS));
	assert.equal(got.previous.total.due, 0);
	assert.equal(got.previous.total.in_target.value, null);
	assert.equal(new Date(got.items[1].key).getUTCDay(), 1, 'a Monday');
});

test('a wrong question is refused, naming the parameter', async () => {
	const refuse = async (ask, pointer) => invalid(
	    await report('promise', ask), pointer);

	await refuse('?by=hour', '?by');
	await refuse('?from=2026-02-30', '?from');
	await refuse(`?to=${clinicDate(Date.now() + 2 * DAY_MS)}`, '?to');
	await refuse(`?from=${TODAY}&to=2020-01-01`, '?to');
	await refuse('?from=2001-01-01', '?from');
	await refuse('?compare=never', '?compare');
	await refuse('?part=grid', '?part');
	await refuse('?handling_s=0', '?handling_s');
	await refuse('?color=red', '?color');
	problem(await report('gossip'), 404);
});

test('operators do not see reports', async () => {
	for (const name of REPORTS) {
		problem(await report(name, '', 'operator'), 403);
		status(await report(name, '', 'admin'), 200);
	}
});

test('CSV for a spreadsheet', async () => {
	const got = await csv('conversion');
	const lines = got.text.slice(1).split('\r\n');

	assert.equal(got.text[0], '\ufeff');
	assert.match(got.headers['content-disposition'],
	    /^attachment; filename="conversion_[0-9_-]+\.csv"$/);
	assert.match(lines[0], /^"Группа";"Заявки";/);
	assert.match(lines.at(-2), /^"Всего";3;2;60,0;1;1;0;0$/);
	assert.equal(lines.at(-1), '');
	assert.equal(lines.length, 1 + 7 + 1 + 1);
	assert.match((await csv('conversion', '', 'en')).text, /;60\.0;/);
	assert.match((await csv('revenue')).text, /;11700,00;0;0,00;\r\n/);
	for (const [name, part] of [['refusals', 'reasons'], ['load', 'grid'],
	    ['refusals', 'services'], ['unknown-terms', 'terms']])
		assert.match((await csv(name, `?part=${part}`)).text, /\r\n.+/);
});

test('no cell of a CSV is a formula', async () => {
	const admin = await it.login('admin');
	const zone = await admin.get('/zones/green');

	status(await admin.patch('/zones/green',
	    { name: '=HYPERLINK("x";"y")' }, { etag: etag(zone) }), 200);
	assert.match((await csv('zones', '?by=zone')).text,
	    /\r\n"'=HYPERLINK\(""x"";""y""\)";3;/);
});
