/** The reports: figures, charts with their tables, files, by keyboard. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { DAY_MS, clinicDate, rubles, status } from '../http/checks.mjs';
import { posted, reached } from '../http/dispatch.mjs';
import { axe, CONTRAST } from './axe.mjs';
import { sleep } from '../http/harness.mjs';
import { site } from './browser.mjs';

const SHOWN_MS = 300; /* what came would be on the screen by then */
const TODAY = clinicDate(Date.now());

/* Two requests, one of them reached; two callers who left without. */
const it = site({}, async () => {
	const operator = await it.login('operator');

	await reached(it);
	await posted(it);
	status(await operator.post('/calls', { outcome: 'informed',
	    reason: 'price', zone: 'oblast', performers: ['nurse'],
	    total: rubles(4500) }), 201);
	status(await operator.post('/calls', { outcome: 'informed',
	    reason: 'not_done', services: ['E02'] }), 201);
	status(await operator.post('/tasks', { queue: 'nurse',
	    phone: '8 812 555-01-77' }), 201);
	await operator.get('/lookup?final=1&q=' +
	    encodeURIComponent('бобровая струя'));
});
const { story } = it;

/** The desk at ${path}, everything on it loaded. */
async function reports(open, path = '/reports', options) {
	const who = await open('dispatcher', options);

	await who.page.goto(it.base + path);
	await loaded(who);
	return who;
}

async function loaded(who) {
	await who.see('#report-unknown-terms');
	await who.gone('.report[aria-busy=true]');
}

const at = (who, path) => who.page.waitForFunction(
    (wanted) => location.pathname === wanted, path);

/* Left before it came: it comes, and takes nobody's place. */
story('a desk that is late does not hide the next one', async (open) => {
	const who = await open('dispatcher', { fresh: true });
	let let_go;
	const late = new Promise((resolve) => { let_go = resolve; });

	await who.page.route('**/styles/board.css', async (route) => {
		await late;
		await route.continue();
	});
	await who.page.goto(it.base, { waitUntil: 'commit' });
	await who.page.click('.header__nav a[href="/reports"]');
	await loaded(who);
	const came = who.page.waitForResponse('**/styles/board.css');
	let_go();
	await came;
	await sleep(SHOWN_MS);
	await who.see('#report-unknown-terms');
});

story('the figures of a week, and what they rest on', async (open) => {
	const who = await reports(open);
	const figure = (title, pattern) => who.reads(
	    `.figure:has(h2:text-is("${title}"))`, pattern);

	await figure('Дозвонились за 30 мин', /100 %.*сравнить не с чем.*1 из 1/);
	await figure('Заявки', /^Заявки 2 /);
	await figure('Конверсия', /50 %.*2 из 4/);
	await figure('Доля ненайденных', /25 %/);
	await figure('В окне ±15 мин', /—/);
	await who.reads('#report-visits', /считать нечего/);
	await who.reads('#report-unknown-terms', /бобровая струя/);
	await who.reads('#report-refusals', /Электроэнцефалография \(ЭЭГ\)/);
	await axe(who);
	await who.theme('dark');
	await axe(who, CONTRAST);
});

story('every chart has its table, opened by keyboard', async (open) => {
	const who = await reports(open);

	assert.ok(await who.page.locator('.chart canvas').count() >= 6);
	await who.page.locator('#report-promise summary').focus();
	await who.press('Enter');
	await who.reads('#report-promise tfoot', /Всего 1 100 % 100 % 0 1 0/);
	await who.reads('#report-promise tbody tr:last-child', /100 %/);
	await axe(who);
	await who.page.locator('.heat').scrollIntoViewIfNeeded();
	await who.reads('.heat__cell--5', /^4$/);
	await who.page.locator('#report-load').getByRole('checkbox').check();
	await who.reads('.heat__cell--5', /^2$/);
});

story('period and view by keyboard, kept in the address', async (open) => {
	const who = await reports(open);

	await who.press('Digit3');
	await at(who, '/reports/month/time');
	await loaded(who);
	await who.russian('KeyZ');
	await at(who, '/reports/month/zone');
	await loaded(who);
	await who.reads('#report-conversion .bars', /Зелёная 100 %.*Область 0 %/);
	await axe(who);
	await who.reads('#report-tasks .bars', /Общие вопросы.*Дежурная медсестра/);
	await who.press('p');
	await at(who, '/reports/month/performer');
	await loaded(who);
	await who.reads('#report-load .bars', /Врач 2.*Медсестра 0/);
	await who.see('.figure__change');
	await who.press('c');
	await who.gone('.figure__change');
	await who.page.reload();
	await loaded(who);
	await who.reads('[aria-pressed=true]:has-text("30 дней")', /30 дней/);
});

story('days on which nobody called', async (open) => {
	const who = await reports(open);

	await who.press('BracketLeft');
	await who.reads('.empty', /нет ни заявок, ни звонков/);
	await at(who, `/reports/${clinicDate(Date.now() - 13 * DAY_MS)}/${
	    clinicDate(Date.now() - 7 * DAY_MS)}/time`);
	await who.tabTo('Показать 30 дней');
	await who.press('Enter');
	await loaded(who);
	await who.reads('.figures', /Заявки 2/);
	await who.press('Digit4');
	await who.page.keyboard.type('1');
	await who.onFocus(/^с$/);
});

story('a file for a spreadsheet', async (open) => {
	const who = await reports(open, '/reports/today/zone');
	const coming = who.page.waitForEvent('download');

	await who.tabTo('Конверсия: файл CSV');
	await who.press('Enter');
	const file = await coming;
	assert.equal(file.suggestedFilename(),
	    `conversion_${TODAY}_${TODAY}.csv`);
	const text = fs.readFileSync(await file.path(), 'utf8');
	assert.match(text, /^\ufeff"Группа";"Заявки";/);
	assert.match(text, /\r\n"Зелёная зона";2;0;100,0;/);
});

story('an admin has them as a tab, an operator not even their code', async (open) => {
	const admin = await open('admin');
	await admin.page.click('.admin-tabs a[href="/reports"]');
	await loaded(admin);

	const operator = await open('operator');
	await operator.page.goto(`${it.base}/reports`);
	await operator.see('.lookup');
	assert.equal(await operator.page.evaluate(() => performance
	    .getEntriesByType('resource')
	    .some((r) => /uplot|\/reports\//.test(r.name))), false);
});

story('English and Finnish', async (open) => {
	for (const [language, pattern] of [['en', /Reached within 30 min 100%/],
	    ['fi', /Tavoitettu 30 minuutissa 100 %/]]) {
		const who = await reports(open, '/reports/month/time',
		    { language });
		await who.reads('.figures', pattern);
	}
});
