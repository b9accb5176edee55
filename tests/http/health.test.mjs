/** Alive, ready, measured; and what the outside may not see. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { problem, status } from './checks.mjs';
import { service } from './harness.mjs';
import { registration } from './samples.mjs';

const it = service();

for (const path of ['/healthz', '/readyz'])
	test(`${path} needs no session`, async () => {
		const got = await it.send({ path });

		status(got, 200);
		assert.doesNotMatch(got.text, /\/|homevisit\.db/,
		    'tells nothing of the inside');
	});

test('/metrics is closed to the outside', async () => {
	const got = await it.send({ path: '/metrics' });

	problem(got, [403, 404]);
	for (const path of ['/metrics/', '//metrics', '/%6detrics',
	    '/./metrics', '/metrics?x', '/healthz/../metrics', '/METRICS'])
		assert.doesNotMatch((await it.send({ path })).text,
		    /^# (HELP|TYPE)/m, path);
});

test('/metrics speaks Prometheus inside', async () => {
	const operator = await it.login('operator');
	status(await operator.post('/requests', registration()), 201);
	const got = await it.fcgi({ path: '/metrics' });

	status(got, 200);
	assert.match(got.type, /^text\/plain/);
	const lines = got.text.trimEnd().split('\n');
	for (const line of lines)
		assert.match(line, new RegExp('^(# (HELP|TYPE) .+|' +
		    '[a-zA-Z_:][a-zA-Z0-9_:]*(\\{[^}]*\\})? ' +
		    '([-+]?[0-9.eE+-]+|NaN|[+-]Inf))$'));
	const names = new Set(lines.filter((l) => !l.startsWith('#'))
	    .map((l) => /^[\w:]+/.exec(l)[0]));
	assert.ok(names.size >= 3, [...names].join());
	for (const name of names)
		assert.match(name, /^(homevisit|process)_/);
	for (const secret of ['Тестов', '5550', 'operator'])
		assert.ok(!got.text.includes(secret), secret);
});

test('a crowd that reads shares eight connections', async () => {
	const operator = await it.login('operator');
	const made = await operator.post('/requests', registration());
	const all = await Promise.all(Array.from({ length: 64 }, () =>
	    operator.get(`/requests/${made.body.id}/history`)));
	const { text } = await it.fcgi({ path: '/metrics' });
	const number = (name) => Number(new RegExp(
	    `^homevisit_store_readers_${name} (\\d+)$`, 'm').exec(text)?.[1]);

	for (const got of all)
		status(got, 200);
	assert.ok(number('open') >= 1 && number('open') <= 8, text);
	assert.equal(number('waiting'), 0);
	assert.equal(number('refused_total'), 0);
});

test('a probe is cheap: a hundred at once', async () => {
	const all = await Promise.all(Array.from({ length: 100 }, () =>
	    it.send({ path: '/healthz' })));

	assert.ok(all.every((got) => got.status === 200));
});
