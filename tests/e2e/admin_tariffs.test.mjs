/** The admin enters a price for a day ahead; today's stays as it is. */
import assert from 'node:assert/strict';
import { clinicDate, DAY_MS } from '../http/checks.mjs';
import { site } from './browser.mjs';

const it = site();
const { story } = it;

const shown = (day) => new Intl.DateTimeFormat('ru', { day: 'numeric',
    month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(day));

async function quoteOf(zone) {
	const operator = await it.login('operator');
	const got = await operator.get(`/quote?zone=${zone}&performers=doctor`);
	return got.body.total.amount;
}

/** Pick a cell of the grid by arrows: green doctor first. */
async function pick(who, ...arrows) {
	await who.tabTo(/3 900/);
	await who.press(...arrows, 'Enter');
	await who.see('.tariff-form');
}

story('a price for tomorrow: today is unchanged, the grid tells', async (open) => {
	const tomorrow = clinicDate(Date.now() + DAY_MS);
	const who = await open('admin', { fresh: true });

	await pick(who, 'ArrowDown');
	await who.reads('.tariff-form', /Жёлтая Врач, сегодня 4 900/);
	await who.tabTo('Цена, ₽');
	await who.type('5 200');
	await who.holds('#t-valid_from', tomorrow);
	await who.tabTo('Причина');
	await who.type('подорожал бензин');
	await who.press('Control+Enter');
	await who.see('Цена назначена.');

	const cell = await who.read('.tariff[aria-pressed=true]');
	assert.match(cell, /^4 900 ₽/);
	assert.match(cell, new RegExp(`с ${shown(tomorrow)}: 5 200 ₽`));
	const line = await who.read('.tariff-line--future');
	assert.match(line, /5 200 ₽.*впереди.*admin.*подорожал бензин/);
	await who.reads('.tariff-line--current', /4 900 ₽.*сейчас/);
	assert.equal(await quoteOf('yellow'), 490000);
});

story('errors stand beside their fields and keep what was typed', async (open) => {
	const who = await open('admin');

	await pick(who);
	await who.tabTo('Цена, ₽');
	await who.type('0');
	await who.press('Control+Enter');
	await who.onFocus(/^Исправьте/);
	await who.reads('#t-price-error', /сумму/);
	await who.reads('#t-reason-error', /почему/);

	await who.tabTo('Цена, ₽');
	await who.press('Control+A');
	await who.type('4100');
	await who.page.fill('#t-valid_from', clinicDate(Date.now()));
	await who.tabTo('Причина');
	await who.type('проба');
	await who.press('Control+Enter');
	await who.reads('#t-valid_from-error', /в будущем/);
	await who.holds('#t-price', '4100');
	assert.equal(await quoteOf('green'), 390000);
});

story('a price twice as high is pointed out before it is saved', async (open) => {
	const who = await open('admin');

	await pick(who, 'ArrowRight');
	await who.tabTo('Цена, ₽');
	await who.type('9500');
	await who.reads('.notice--warn', /больше чем вдвое/);
});
