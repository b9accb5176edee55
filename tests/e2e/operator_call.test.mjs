/** One call from the first word to the number, by keyboard alone. */
import assert from 'node:assert/strict';
import { birthday } from '../http/checks.mjs';
import { registration } from '../http/samples.mjs';
import { site } from './browser.mjs';
import { answerNo, consent, firstTime, someone, visit } from './operator.mjs';

/* A login has few sessions at a time: who leaves one behind is another. */
const it = site({ users: [{ login: 'relief', role: 'operator' }] });
const { story } = it;

const NUMBER = /^\d\d-\d{6}$/;

/** Requests with this phone, as the store has them. */
async function requestsOf(number) {
	const operator = await it.login('operator');
	const got = await operator.get('/requests?mine=1&limit=200');
	return got.body.items.filter((r) => !number || r.number === number);
}

async function count() {
	return (await requestsOf()).length;
}

/** Count the POSTs of ${who} to ${path} that reach the network. */
function posts(who, path) {
	const seen = [];
	who.page.on('request', (r) => {
		if (r.method() === 'POST' && r.url().endsWith(`/api/v1${path}`))
			seen.push(r);
	});
	return seen;
}

story('a first-time patient: price, verdict, form, number', async (open) => {
	const op = await open('operator', { fresh: true });

	await op.onFocus('Услуга, район, номер карты или заявки');
	await op.lookup('васил', '.option .zone--green');
	await op.reads('.option__prices', /3 900 ₽ \/ 950 ₽/);
	await op.press('Enter');
	await op.reads('.price .say', /3 900 ₽/);
	await op.reads('.trip[aria-pressed=true]', /Врач 3 900 ₽/);
	await op.reads('.trip[aria-pressed=false]',
	    /Медсестра 950 ₽/);

	await op.lookup('ээг', '.verdict--not_allowed');
	await op.reads('.lookup .verdict',
	    /Не на дому.*Клиника на Примерной.*наша клиника/);
	assert.equal(await op.find(/ЭКГ/).count(), 0);
	await op.press('Enter');
	await op.see('.call__left .verdict--not_allowed');

	await op.lookup('терапевт', '.verdict--allowed');
	await op.press('Enter');
	await op.reads('.visit__line', /терапевт/i);
	await op.gone('.call__left .verdict--not_allowed');

	const { patient, address } = someone();
	await op.press('Alt+Digit2');
	await op.onFocus('Номер карты');
	const [year, month, day] = birthday(76).split('-');
	await op.fill({ 'Дата рождения':
	    `${Number(day)}.${Number(month)}.${year}` });
	await op.see(/76 лет/);
	await op.press('Tab', 'Shift+Tab');
	await op.holds('#f-patient-birth_date',
	    `${day}.${month}.${year}`);
	await op.fill({ 'Телефон': '8 812 555 01 77',
	    'Фамилия, имя, отчество': patient['Фамилия, имя, отчество'] });
	await op.holds('#f-patient-phone',
	    '+7 812 555-01-77');
	await op.press('Alt+Digit3');
	await op.onFocus('Район');
	await op.fill(address);
	await answerNo(op);
	await consent(op);
	await op.press('Control+Enter');

	await op.reads('.posted__number', NUMBER);
	await op.reads('.posted__promise',
	    /Диспетчер позвонит до .*\d\d:\d\d/);
	await op.reads('.posted__price', /Зелёная 3 900 ₽/);
	await op.onFocus(/Новый звонок/);
	await op.russian('KeyN');
	await op.onFocus('Услуга, район, номер карты или заявки');
	await op.holds('#f-patient-name', '');
	await op.reads('#mine-title', /Мои заявки сегодня: 1/);
});

story('the box understands the wrong layout and asks when it must', async (open) => {
	const op = await open('operator');

	for (const typed of ['nthfgtdn', 'терапефт', 'ТЕРАПЕВТ']) {
		await op.lookup(typed, '.verdict--allowed');
		await op.reads('.option[aria-selected=true]',
		    /терапевт/i);
	}
	for (const typed of ["''u", 'EEG']) {
		await op.lookup(typed, '.verdict--not_allowed');
		await op.reads('.lookup .verdict', /ЭЭГ/);
	}
	await op.lookup('выборгский', '.lookup__ask');
	assert.equal(await op.find('.option[aria-selected=true]').count(), 0);
	await op.press('Enter');
	await op.press('ArrowDown', 'Enter');
	await op.see('.trip');

	// Enter comes before the answer: it waits for it.
	await op.press('Alt+Digit1');
	await op.type('петроградский');
	await op.press('Enter');
	await op.see('.price__head:has-text("Петроградский")');

	await op.lookup('прыгать на батуте', '.option');
	await op.press('ArrowUp');
	await op.see('.verdict--unknown');
	await op.press('Enter');
	await op.reads('.visit__line',
	    /прыгать на батуте Нет в справочнике/);
});

story('a late answer of the box takes no focus', async (open) => {
	const op = await open('operator');
	const release = await op.hold(/\/lookup\?q=%D0%BC%D1%83%D1%80%D0%B8%D0%BD%D0%BE/);

	await op.press('Alt+Digit1');
	await op.type('мурино');
	await op.press('Enter', 'Alt+Digit2');
	await op.type('00');
	release();
	await op.see('.price__head:has-text("Мурино")');
	await op.type('0123');
	await op.holds('#f-patient-card_no', '000123');
	await op.holds('#lookup', '');
});

story('a condition is asked: yes adds, no shows where to go', async (open) => {
	const op = await open('operator');

	await visit(op, 'васил', null);
	await op.lookup('травматолог', '.verdict--conditional');
	await op.press('Enter');
	await op.onFocus(/^да/);
	await op.russian('KeyN');
	await op.see('.call__left .verdict--not_allowed');
	await op.lookup('травматолог', '.verdict--conditional');
	await op.press('Enter');
	await op.onFocus(/^да/);
	await op.russian('KeyY');
	await op.reads('.visit__line', /травматолог/i);
});

story('a repeat patient: card and birth date are enough', async (open) => {
	const op = await open('operator');

	await visit(op);
	await op.press('Alt+Digit2');
	await op.type('000123');
	await op.see('.part .notice--warn');
	assert.doesNotMatch(await op.read('.part .notice--warn'),
	    /31\.01|Иванович|Тестов/);
	await op.fill({ 'Дата рождения': '31.01.1981' });
	await op.see(/не совпали/);
	await op.holds('#f-address-text', '');
	await op.press('Control+A');
	await op.type('31.01.1980');
	await op.reads('.part .notice--good', /Тестов Пётр/);
	assert.match(await op.page.inputValue('#f-address-text'),
	    /Тестовая улица/);
	await answerNo(op);
	await consent(op);
	await op.press('Control+Enter');
	await op.reads('.posted__number', NUMBER);
});

story('every error stands beside its field and in the summary', async (open) => {
	const op = await open('operator');
	const sent = posts(op, '/requests');

	await op.press('Alt+Digit2', 'Tab');
	await op.type('31.02.1980');
	await op.press('Tab');
	await op.type('12');
	await op.press('Control+Enter');
	await op.onFocus(/^Исправьте/);

	const texts = await op.page.locator('.error-list a').allInnerTexts();
	const beside = await op.page.locator('.field__error').allInnerTexts();
	for (const wanted of [/Такого дня нет/, /10 цифр/, /фамилия/i, /адрес/,
	    /район/i, /услугу/i, /согласие с ценой/, /согласие на обработку/]) {
		assert.ok(texts.some((x) => wanted.test(x)), `summary: ${wanted}`);
		assert.ok(beside.some((x) => wanted.test(x)), `field: ${wanted}`);
	}
	for (const wanted of [/Красные флаги/, /эпидемиологического/])
		assert.ok(texts.some((x) => wanted.test(x)), `summary: ${wanted}`);
	const invalid = await op.page.locator('#f-patient-birth_date')
	    .getAttribute('aria-describedby');
	await op.reads(`#${invalid}`, /Такого дня нет/);

	await op.tabTo(/Такого дня нет/);
	await op.press('Enter');
	await op.onFocus('Дата рождения');
	assert.equal(sent.length, 0);
});

story('"does not know" is asked again and stops the posting', async (open) => {
	const op = await open('operator');

	await op.press('Alt+Digit4');
	await op.onFocus('да');
	await op.press('?');
	await op.reads('.question__extra', /спросите иначе/);
	await op.reads('[data-part=red_flags] .fold__state',
	    /спросите ещё раз/);
	await op.press('Control+Enter');
	await op.see('.error-list');
	await op.see(/спросите ещё раз/);
});

story('two Enters make one request', async (open) => {
	const op = await open('operator');
	const before = await count();
	const sent = posts(op, '/requests');

	await firstTime(op);
	await Promise.all([op.press('Control+Enter'), op.press('Control+Enter')]);
	await op.reads('.posted__number', NUMBER);
	await op.press('Control+Enter');
	assert.equal(sent.length, 1);
	assert.equal(await count(), before + 1);
});

/** A request already in the queue, and how its patient fills the form. */
async function registered() {
	const who = someone();
	const got = await (await it.login('operator')).post('/requests',
	    registration({ patient: {
		name: who.patient['Фамилия, имя, отчество'],
		birth_date: who.patient['Дата рождения'].split('.').reverse()
		    .join('-'),
		phone: who.patient['Телефон'] } }));

	assert.equal(got.status, 201, got.text);
	return { who, first: got.body };
}

story('a second call about the same patient is noted', async (open) => {
	const op = await open('operator');
	const { who, first } = await registered();
	const before = await count();

	op.allow(/^409 POST \/requests$/);
	await firstTime(op, who);
	await op.press('Control+Enter');
	const match = await op.read('.match');
	assert.match(match, new RegExp(first.number));
	assert.match(match, /в очереди.*позвонят до/);
	assert.doesNotMatch(match, /кашель/);
	await op.tabTo('Заметка');
	await op.type('ждёт у парадной');
	await op.press('Tab', 'Enter');
	await op.see(/обещанное время прежнее/);
	await op.press('Enter');
	await op.onFocus('Услуга, район, номер карты или заявки');
	await op.holds('#f-patient-name', '');
	assert.equal(await count(), before);

	const [old] = await requestsOf(first.number);
	assert.deepEqual(old.promise.deadline_at, first.promise.deadline_at);
	assert.ok(old.flags.includes('called_again'));
});

story('a second call that is a new request needs a reason', async (open) => {
	const op = await open('operator');
	const { who } = await registered();
	const before = await count();

	op.allow(/^409 POST \/requests$/);
	await firstTime(op, who);
	await op.press('Control+Enter');
	await op.see('.match');
	await op.tabTo('Почему нужна ещё одна заявка');
	await op.type('другой врач');
	await op.press('Tab', 'Enter');
	await op.reads('.posted__number', NUMBER);
	assert.equal(await count(), before + 1);
});

story('a caller who only asked leaves no personal data', async (open) => {
	const op = await open('operator');
	const calls = posts(op, '/calls');
	const sent = posts(op, '/requests');

	await visit(op, 'всеволожск', null);
	await op.reads('.trip[aria-pressed=true]', /8 900 ₽/);
	await op.press('Alt+Digit2', 'Tab', 'Tab');
	await op.type('88125550177');
	await op.press('Alt+Digit0');
	await op.onFocus(/дорого/);
	await op.press('Digit1');
	await op.see('Звонок записан.');
	await op.onFocus('Услуга, район, номер карты или заявки');
	assert.equal(calls.length, 1);
	assert.deepEqual(calls[0].postDataJSON(), { outcome: 'informed',
	    reason: 'price', zone: 'oblast', performers: ['doctor'],
	    services: [], referral: null, total: { amount: 890000,
	    currency: 'RUB' }, red_flag: null });
	assert.equal(sent.length, 0);
});

story('chest pain: 103 and 112, no price, nothing posted', async (open) => {
	const op = await open('operator');
	const calls = posts(op, '/calls');
	const sent = posts(op, '/requests');

	await visit(op);
	await op.press('Alt+Digit4');
	await op.onFocus('да');
	await op.russian('KeyN');
	await op.russian('KeyN');
	await op.russian('KeyY');
	await op.reads('.emergency', /103 · 112.*боль в груди/);
	assert.equal(await op.find('.actions').count(), 0);
	await op.press('Control+Enter');
	await op.press('Escape');
	await op.see('.call__form');
	assert.equal(await op.page.locator('.question[data-answer=yes]').count(),
	    0);
	await op.press('Alt+Digit4');
	await op.onFocus('да');
	await op.russian('KeyY');
	await op.see('.emergency');
	await op.see('Записано без личных данных.');
	assert.equal(calls.length, 1);
	assert.equal(calls[0].postDataJSON().outcome, 'emergency');
	assert.equal(calls[0].postDataJSON().total, null);
	assert.equal(sent.length, 0);
});

story('a lost connection loses nothing and sends once', async (open) => {
	const op = await open('operator');
	const before = await count();

	op.allow(/ERR_INTERNET_DISCONNECTED/, /ERR_FAILED/);
	await firstTime(op);
	// The server takes it, but the answer never comes back.
	const keys = [];
	await op.page.route('**/api/v1/requests', async (route) => {
		const request = route.request();
		if (request.method() !== 'POST')
			return route.fallback();
		keys.push(request.headers()['idempotency-key']);
		if (keys.length > 1)
			return route.continue();
		await route.fetch();
		await op.page.context().setOffline(true);
		return route.abort('internetdisconnected');
	});
	await op.press('Control+Enter');
	await op.see('.banner');
	await op.see(/повторяем: она будет одна/);
	assert.equal(await count(), before + 1);
	assert.notEqual(await op.page.inputValue('#f-patient-name'), '');
	await op.page.context().setOffline(false);
	await op.reads('.posted__number', NUMBER);
	await op.gone('.banner');
	assert.equal(await count(), before + 1);
	assert.equal(new Set(keys).size, 1);
});

story('two tabs hold two calls', async (open) => {
	const one = await open('operator');
	const two = await one.another();

	await visit(one, 'васил');
	await two.page.bringToFront();
	await visit(two, 'мурино', null);
	await one.page.bringToFront();
	await one.reads('.price__head', /Василеостровский/);
	assert.equal(await one.find('.visit__line').count(), 1);
	assert.equal(await two.find('.visit__line').count(), 0);
});

story('after a time-out the login comes over what was typed', async (open) => {
	const op = await open('relief', { fresh: true });

	op.allow(/^401 /);
	await firstTime(op);
	await op.page.context().clearCookies();
	await op.press('Control+Enter');
	await op.see('dialog[open] [type=password]');
	await op.onFocus('Пароль');
	await op.type('wrong-password-1');
	await op.press('Enter');
	await op.see('dialog .notice--bad');
	await op.onFocus('Пароль');
	await op.type(it.password);
	await op.press('Enter');
	await op.reads('.posted__number', NUMBER);
});

story('the help lists the keys, and single keys can be turned off', async (open) => {
	const op = await open('operator');

	await op.press('F1');
	const help = await op.read('.keys');
	for (const keys of [/Alt ?1/, /Alt ?0/, /Ctrl ?Enter/, /Esc/])
		assert.match(help, keys);
	await op.onFocus(/Команды одной клавишей/);
	await op.press('Space', 'Escape');
	await op.gone('dialog');
	await op.press('Alt+Digit6');
	await op.press('Slash');
	assert.match(await op.focused(), /^Согласен/);
	await op.press('F1', 'Space', 'Escape');
	await op.gone('dialog');
	await op.press('Alt+Digit6', 'Slash');
	await op.onFocus('Услуга, район, номер карты или заявки');
});

story('a part that does not load says so, and comes when it is asked again', async (open) => {
	const who = await open(null);

	await who.page.route(/informed-dialog/, (route) => route.abort());
	who.allow(/^failed GET .*informed-dialog/);
	await who.signIn('operator');
	await who.see('.question');
	await who.press('Alt+Digit0');
	await who.see('Часть страницы не загрузилась.');
	await who.page.unroute(/informed-dialog/);
	await who.press('Alt+z');
	await who.see('dialog .choice__option');
});
