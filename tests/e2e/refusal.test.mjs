/** A refusal with a path: where it is done, how the caller was helped. */
import assert from 'node:assert/strict';
import { site } from './browser.mjs';
import { fillForm, visit } from './operator.mjs';

const it = site();
const { story } = it;

const BOX = 'Услуга, район, номер карты или заявки';
const CARD = '.call__left [data-part=refusal]';

/** The bodies of POST /calls that ${who} sends. */
function calls(who) {
	const sent = [];

	who.page.on('request', (r) => {
		if (r.method() === 'POST' && r.url().endsWith('/api/v1/calls'))
			sent.push(r.postDataJSON());
	});
	return sent;
}

/** The clinics of the refusal in sight, as they stand. */
async function clinics(who) {
	await who.see(`${CARD} .clinic strong`);
	return who.find(`${CARD} .clinic strong`).allInnerTexts();
}

async function refuse(op, service) {
	await op.lookup(service, '.lookup .verdict--not_allowed');
	await op.press('Enter');
	await op.see(CARD);
}

story('V5: refused, sent to the nearest clinic, recorded in two keys',
    async (open) => {
	const op = await open('operator');
	const sent = calls(op);

	await visit(op, 'мурино', null);
	await refuse(op, 'рентген');
	await op.onFocus(/^Клиника на Примерной/);
	assert.deepEqual(await clinics(op), ['Клиника на Примерной',
	    'Клиника на Образцовой', 'Клиника «Тест» во Всеволожске',
	    'Диагностический центр «Пример»']);
	await op.reads(`${CARD} .referrals__choice`,
	    /наша клиника \+7 812 555-01-10 · пн–вс 8–22.*метро/);
	await op.press('3');
	await op.onFocus(/^Сообщили адрес/);
	await op.theme('dark');
	await op.shot('refusal-dark');
	await op.theme('light');
	await op.reads(`${CARD} .referrals__choice:has(:checked)`,
	    /«Тест» во Всеволожске другая клиника в том же районе/);
	await refuse(op, 'ээг');
	assert.equal(await op.find(/ЭКГ/).count(), 0);
	await op.onFocus(/^Клиника на Примерной/);
	assert.equal(await op.find(`${CARD} :checked`).count(), 0);
	await op.shot('refusal');
	await op.press('1');
	await op.onFocus(/^Сообщили адрес/);
	await op.shot('refusal-follow-up');
	await op.press('Enter');
	await op.reads(`${CARD} [role=status]`,
	    /Записано: направлен в «Клиника на Примерной», адрес сообщили/);
	await op.onFocus(BOX);
	assert.equal(sent.length, 1);
	assert.deepEqual(sent[0], { outcome: 'referred', reason: 'not_done',
	    zone: 'oblast', performers: ['doctor'], services: ['E02'],
	    referral: 'r01', follow_up: 'told', total: null, red_flag: null });
	await op.shot('refusal-recorded');
	await op.theme('dark');
	await op.shot('refusal-recorded-dark');
	await op.theme('light');

	// Asked again, it is recorded already; the call is over as it is.
	await refuse(op, 'ээг');
	await op.see(`${CARD} [role=status]`);
	assert.equal(await op.find(`${CARD} input`).count(), 0);
	await op.press('Alt+Digit0');
	await op.see(/звонок завершён/);
	await op.gone(CARD);
	assert.equal(sent.length, 1);
});

story('the place comes after the refusal: the nearest moves up', async (open) => {
	const op = await open('operator');

	await refuse(op, 'рентген');
	assert.equal((await clinics(op))[0], 'Клиника на Примерной');
	await op.lookup('московский', '.option .zone');
	await op.press('Enter');
	await op.see(`${CARD} .referrals__choice:first-of-type
	    :text("Клиника на Образцовой")`);
	await op.reads(`${CARD} .say`, /Клиника на Образцовой/);
	await op.reads(`${CARD} .referrals__choice`,
	    /наша клиника в том же районе/);
});

story('V6: no imaging, the nearest X-ray; imaging, a visit', async (open) => {
	const op = await open('operator');

	await visit(op, 'васил', null);
	await op.lookup('травматолог', '.verdict--conditional');
	await op.reads('.lookup .verdict',
	    /Снимки.*\?.*да.*Держите.*нет.*Сначала нужен снимок/);
	await op.shot('condition');
	await op.theme('dark');
	await op.shot('condition-dark');
	await op.theme('light');
	await op.press('Enter');
	await op.onFocus(/^да/);
	await op.russian('KeyN');
	await op.onFocus(/^Клиника на Примерной/);
	await op.reads(`${CARD} .say`,
	    /Сначала нужен снимок.*Клиника на Примерной/);
	await op.press('1');
	await op.onFocus(/^Сообщили адрес/);
	await op.press('Enter');
	await op.see(/Записано: направлен/);
	assert.equal(await op.find('.visit__line').count(), 0);

	await op.lookup('травматолог', '.verdict--conditional');
	await op.press('Enter');
	await op.onFocus(/^да/);
	await op.russian('KeyY');
	await op.reads('.visit__line', /Снимки.*\? да/);
	await op.reads('.trip[aria-pressed=true]', /3 900 ₽/);

	await fillForm(op);
	await op.press('Control+Enter');
	await op.see('.posted__number');

	const board = await open('dispatcher');
	await board.see('.row');
	await board.russian('KeyN');
	await board.reads('.facts',
	    /травматолога.*Снимки.*на руках\? да/);
	await board.shot('condition-board');
});

story('booked, then the call goes on to a request', async (open) => {
	const op = await open('operator', { fresh: true });
	const sent = calls(op);

	await visit(op);
	await refuse(op, 'ээг');
	await op.press('1');
	await op.onFocus(/^Сообщили адрес/);
	await op.russian('KeyB');
	await op.see(/Записано: .*записан на приём/);
	assert.equal(sent[0].follow_up, 'booked');
	await op.see('.visit__line');

	await fillForm(op);
	await op.press('Control+Enter');
	await op.see('.posted__number');
	assert.equal(sent.length, 1);
});

story('a call back: the number typed so far is offered', async (open) => {
	const op = await open('operator');
	const sent = calls(op);

	await op.press('Alt+Digit2');
	await op.fill({ 'Телефон': '8 812 555 01 77' });
	await refuse(op, 'ээг');
	await op.press('1');
	await op.onFocus(/^Сообщили адрес/);
	await op.russian('KeyC');
	await op.onFocus('На какой номер перезвонить');
	await op.holds('#f-callback_phone',
	    '+7 812 555-01-77');
	await op.shot('refusal-call-back');

	// A number nobody can call is not taken, and nothing is lost.
	op.allow(/^422 POST \/calls$/);
	await op.press('Control+A');
	await op.type('12');
	await op.press('Enter');
	await op.see(`${CARD} [role=alert]`);
	await op.press('Control+A');
	await op.type('8 812 555 01 78');
	await op.press('Enter');
	await op.see(/Записано: .*обещали перезвонить/);
	assert.equal(sent.at(-1).follow_up, 'call_back');
	assert.match(sent.at(-1).callback_phone, /01.?78$/);
});

story('no clinic is known: a call back all the same', async (open) => {
	const op = await open('operator');
	const sent = calls(op);

	await refuse(op, 'химиотерапевт');
	await op.onFocus(/^Перезвоним/);
	await op.press('Enter');
	await op.onFocus('На какой номер перезвонить');
	await op.press('Enter');
	await op.reads(`${CARD} .field__error`, /Без номера не перезвонить/);
	await op.onFocus('На какой номер перезвонить');
	await op.type('8 812 555 01 79');
	await op.press('Enter');
	await op.see(/Записано: обещали перезвонить/);
	assert.equal(sent[0].referral, null);
	assert.equal(sent[0].follow_up, 'call_back');
	assert.match(sent[0].callback_phone, /01.?79$/);
});

story('what is typed at a refusal is a new question', async (open) => {
	const op = await open('operator');

	await refuse(op, 'ээг');
	await op.onFocus(/^Клиника/);
	await op.type('терапевт');
	await op.see('.lookup .verdict--allowed');
	await op.holds('#lookup', 'терапевт');
});

story('no prescription: a doctor at home instead', async (open) => {
	const op = await open('operator');

	await visit(op, 'васил', null);
	await op.lookup('укол', '.verdict--conditional');
	await op.press('Enter');
	await op.onFocus(/^да/);
	await op.russian('KeyN');
	await op.onFocus(/^Оформить на дом: Приём терапевта/);
	await op.shot('refusal-instead');
	await op.press('Enter');
	await op.reads('.visit__line', /Приём терапевта/);
	await op.gone(CARD);
	await op.onFocus(BOX);
});

story('a lost answer is sent again, and counts once', async (open) => {
	const op = await open('operator');
	const keys = [];

	op.allow(/^failed POST \/calls/, /^console: .*ERR_/);
	await refuse(op, 'ээг');
	await op.page.route('**/api/v1/calls', (route) => {
		keys.push(route.request().headers()['idempotency-key']);
		return keys.length === 1 ? route.abort() : route.continue();
	});
	await op.press('1');
	await op.onFocus(/^Сообщили адрес/);
	await op.press('Enter');
	await op.see(`${CARD} [role=alert]`);
	await op.onFocus(/^Сообщили адрес/);
	await op.press('Enter', 'Enter');
	await op.see(/Записано: направлен/);
	assert.equal(keys.length, 2);
	assert.equal(keys[0], keys[1]);
});
