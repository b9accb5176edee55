/** Patterns made to never end: refused, or over within bounds. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, problem, status } from './checks.mjs';
import { service } from './harness.mjs';

const it = service();

/* What is known to run away: nested repeats, choices that overlap, repeats
   that touch, references back, assertions; and what PCRE2 could be made to
   spend memory, stack or code on. */
const EVIL = [
    '(а+)+$', '(а*)*$', '(а|а)+$', '(а|аа)+$', '(а|а?)+$', '([а-я]+)*\\d',
    '(\\w+\\s?)+$x', '(\\w*)*!x', '(.*)*x', '(.*?)*x', '(.+)+x$', '(.*а){20}x',
    '(.*а){12}(.*б){8}x', '^(([а-я])+.)+[А-Я]([а-я])+$x', '(\\d+)*ул',
    '\\X+\\X*+^|', '[а-я]*+х*$', '\\w*?[A-Z]x', '\\s+$x', '[\\s,]*\\s*,*\\s*$x', '\\d+\\d+\\d+\\d+x',
    '.*.*.*.*.*.*x', '.*?.*?.*?.*?.*?.*?x', '(а?){30}а{30}x',
    '(?=(а+))\\1*б', '(?<=а|аа|ааа)(а+)+x', '(а+)\\1+x', '(\\w+)\\s\\1\\s\\1x',
    '(?:а|б|аб|ба)+x', '((а{1,20}){1,20}){1,20}x', '(?:(?:а+)?б?)+x',
    '(а+|б+|в+)*x', '((((а*)*)*)*)*x', '[^,]*(,[^,]*)*(,[^,]*)*x',
    '(?:[а-я]+[ -]?)+\\d', '^(.|\\s)*x', '(\\p{L}+\\p{L}*)+\\d',
    '(?s)(.*)(.*)(.*)(.*)x', '(?i)(ул|улица|у)+л*$x', '(?>а+)+(а|аа)+x',
    '(*LIMIT_MATCH=99999999)а', '(?R)', '(а(?1)?б)', '(?C1)а', '(?<n>а(?&n)?)',
    '\\Cа', 'а'.repeat(501), '('.repeat(21) + 'а' + ')'.repeat(21),
    '()'.repeat(21), '(а{65535}){65535}', '[' + 'а-я'.repeat(160) + ']+x',
];

/* As long as a text may be, so that a repeat fits up to its end. */
const LONG = ['а', 'аа б', '1', ' ', 'ул ', 'аб', 'А', ','].map((part) =>
    `${part.repeat(1000).slice(0, 498)}!x`);

test('each is refused, dangerous, or harmless on the longest text',
    async () => {
	const admin = await it.login('admin');
	const verdict = { refused: 0, dangerous: 0, harmless: 0 };

	for (const pattern of EVIL) {
		const before = it.worked();
		const got = await admin.post('/address-rules/try',
		    { pattern, samples: LONG });
		const ms = (it.worked() - before) / 1e6;
		/* 38 texts at 10 ms each, with the sanitizers five times. */
		assert.ok(ms < 38 * 10 * 5, `${pattern}: ${Math.round(ms)} ms`);
		if (got.status === 422) {
			verdict.refused++;
			continue;
		}
		const { why, dangerous, samples } = status(got, 200);
		verdict[why ? 'refused' : dangerous ? 'dangerous'
		    : 'harmless']++;
		assert.ok(why || dangerous || samples.every((s) =>
		    s.result !== 'limit'), `${pattern}: a limit unnoticed`);
	}
	assert.ok(verdict.refused >= 10, JSON.stringify(verdict));
	assert.ok(verdict.dangerous >= 10, JSON.stringify(verdict));
});

test('what is dangerous cannot be saved, and nothing else waits for it',
    async () => {
	const admin = await it.login('admin');
	const operator = await it.login('operator');
	let over = false;
	const tries = Promise.all(['(а+)+$', '(\\w+\\s?)+$x', '(?R)', '(а'].map(
	    async (pattern, i) => invalid(await admin.post('/address-rules',
		{ code: `evil${i}`, place: 'nevsky', pattern }),
	    '/pattern'))).finally(() => { over = true; });
	const others = (async () => {
		while (!over)
			status(await operator.get('/zones'), 200);
	})();
	await Promise.all([tries, others]);
	for (let i = 0; i < 4; i++)
		problem(await admin.get(`/address-rules/evil${i}`), 404);
});

test('control: a plain rule is harmless', async () => {
	const got = status(await (await it.login('admin')).post(
	    '/address-rules/try', { pattern: '\\bпроспект\\b',
		samples: ['Невский проспект, 1', ...LONG] }), 200);

	assert.equal(got.why, null);
	assert.equal(got.dangerous, false);
	assert.equal(got.samples[0].result, 'yes');
	assert.ok(got.samples.slice(1).every((s) => s.result === 'no'));
});
