/**
 * The calls of the handbook by keyboard alone, their keys counted: how long
 * each takes a hand of 200 keys a minute, answers of the service included.
 */
import assert from 'node:assert/strict';
import { birthday, rubles } from '../http/checks.mjs';
import { posted } from '../http/dispatch.mjs';
import { site } from './browser.mjs';
import { consent } from './operator.mjs';

const KEYS_A_MINUTE = 200;
const REPEAT = 83; /* 25 s */
const FIRST = 300; /* 90 s */

const BOX = 'Услуга, район, номер карты или заявки';
const REFUSAL = '.call__left [data-part=refusal]';
const NUMBER = /^\d\d-\d{6}$/;

const it = site();

/** A call from its first key to its last; it may take ${most} of them. */
function call(name, most, run) {
	it.story(name, async (open) => {
		const op = await open('operator');

		await op.onFocus(BOX);
		op.strokes = op.waited_ms = 0;
		await run(op);
		const typing = op.strokes * 60 / KEYS_A_MINUTE;
		const answers = op.waited_ms / 1000;
		console.log(`${name}: ${op.strokes} keys, ${
			(typing + answers).toFixed(0)} s (answers ${
			answers.toFixed(1)} s)`);
		assert.ok(op.strokes <= most,
		    `${op.strokes} keys, ${most} would do`);
	});
}

/** sent(op, path): bodies of the POSTs to ${path}, as they go. */
function sent(op, path) {
	const bodies = [];

	op.page.on('request', (r) => {
		if (r.method() === 'POST' && r.url().endsWith(`/api/v1${path}`))
			bodies.push(r.postDataJSON());
	});
	return bodies;
}

/** take(op, text, what): what the box answers with, taken by Enter. */
async function take(op, text, what) {
	if (await op.focused() !== BOX)
		await op.press('Alt+Digit1');
	await op.type(text);
	await op.see(`.lookup ${what}`);
	await op.press('Enter');
}

async function takePlace(op, text, price) {
	await take(op, text, '.option .zone');
	await op.reads('.price .trips', price);
}

async function takeService(op, text) {
	await take(op, text, '.verdict--allowed');
	await op.see('.visit__line');
}

const typedDate = (iso) => iso.split('-').reverse().join('');

/** fill the part behind Alt+${n}, its first field excepted. */
async function fillPart(op, n, fields) {
	await op.press(`Alt+Digit${n}`);
	await op.fill(fields);
}

async function fillPatient(op, { birth, phone, name }) {
	await fillPart(op, 2, { 'Дата рождения': typedDate(birth),
	    'Телефон': phone, 'Фамилия, имя, отчество': name });
}

async function fillAddress(op, text, flat) {
	await fillPart(op, 3, { 'Адрес': text, 'Парадная': '1',
	    'Квартира': flat });
}

/** The mother rings, and she is there when the medic comes. */
async function fillMother(op, name) {
	await op.tabTo(/^Звонит не пациент/);
	await op.press('Space');
	await op.fill({ 'ФИО': name });
	await op.press('Tab');
	await op.type('мать');
	await op.tabTo('Это звонящий');
	await op.press('Enter');
}

/** No to all signs of danger; then epid answers, all others no. */
async function answer(op, epid) {
	let at = 1;

	await op.press('Alt+Digit4');
	await op.onFocus('да');
	await op.russian('KeyA');
	await op.see('[data-part=epid] .question:focus-within');
	for (const [question, words] of Object.entries(epid)) {
		for (; at < Number(question); at++)
			await op.russian('KeyN');
		await op.russian('KeyY');
		await op.onFocus('Подробности');
		await op.type(words);
		await op.press('Enter');
		at++;
	}
	await op.russian('KeyA');
	await op.onFocus(/^Согласен на выезд/);
}

async function agreeAndPost(op, price) {
	await op.reads('.consents', price);
	await consent(op);
	await op.press('Control+Enter');
	await op.reads('.posted__number', NUMBER);
	await op.reads('.posted__price', price);
}

/** The request on the screen, as the store has it. */
async function stored(op) {
	const operator = await it.login('operator');
	const number = await op.read('.posted__number');
	const { items } = (await operator.get(`/lookup?q=${number}`)).body;
	const { id } = items.find((x) => x.kind === 'request');

	return (await operator.get(`/requests/${id}`)).body;
}

call('V1: a card, 38.6, cough, a therapist, green', REPEAT, async (op) => {
	await take(op, '000123', '.option');
	await op.onFocus('Дата рождения');
	await op.type('31011980');
	await op.reads('.part .notice--good', /Тестов Пётр/);
	await op.reads('.price .trips', /3 900 ₽/);
	await takeService(op, 'терапевт');
	await answer(op, { 1: '38,6', 2: 'кашель' });
	await op.reads('[data-part=epid] .fold__state', /K1/);
	await agreeAndPost(op, /3 900 ₽/);

	const r = await stored(op);
	assert.equal(r.kit, 1);
	assert.deepEqual(r.quote.total, rubles(3900));
	const minute = 60_000;
	assert.equal(Date.parse(r.promise.deadline_at) -
	    Date.parse(r.promise.target_at), 30 * minute);
});

call('V2: the first time, blood drawn, yellow', FIRST, async (op) => {
	const tries = sent(op, '/requests');

	await takePlace(op, 'купчино', /1 950 ₽/);
	await takeService(op, 'забор крови');
	await op.reads('.trip[aria-pressed=true]', /Медсестра 1 950 ₽/);
	await fillPatient(op, { birth: '1975-05-05', phone: '8125550102',
	    name: 'Тестова Анна' });
	await fillAddress(op, 'Тестовая улица, д. 2', '12');
	await op.press('Control+Enter');
	await op.reads('.error-list', /эпид/);
	assert.equal(tries.length, 0);
	await answer(op, {});
	await agreeAndPost(op, /1 950 ₽/);

	const r = await stored(op);
	assert.deepEqual(r.performers, ['nurse']);
	assert.equal(r.patient.phone, '+78125550102');
});

call('V3: a boy of four, 38.9, a rash that fades, red', FIRST, async (op) => {
	await takePlace(op, 'парголово', /6 900 ₽/);
	await takeService(op, 'педиатр');
	await fillPatient(op, { birth: birthday(4), phone: '8125550103',
	    name: 'Тестов Илья' });
	await fillMother(op, 'Тестова Анна');
	await fillAddress(op, 'Тестовая улица, д. 3', '13');
	await answer(op, { 1: '38,9', 3: 'исчезает' });
	await op.reads('[data-part=epid] .fold__state', /K2/);
	await agreeAndPost(op, /6 900 ₽/);

	const r = await stored(op);
	assert.equal(r.kit, 2);
	assert.equal(r.caller.relation, 'mother');
	assert.equal(r.legal_representative.relation, 'mother');
});

for (const typed of ['ээг', "''u", 'EEG'])
	call(`V5: «${typed}» is not done at home`, 10, async (op) => {
		const calls = sent(op, '/calls');

		await take(op, typed, '.verdict--not_allowed');
		await op.reads(REFUSAL, /ЭЭГ.*Клиника/);
		assert.equal(await op.find(/ЭКГ/).count(), 0);
		await op.onFocus(/^Клиника на Примерной/);
		await op.press('1', 'Enter');
		await op.reads(REFUSAL, /Записано: направлен/);
		assert.deepEqual(calls[0].services, ['E02']);
		await op.onFocus(BOX);
	});

call('V6: a twisted ankle, imaging in hand', FIRST, async (op) => {
	await takePlace(op, 'васил', /3 900 ₽/);
	await take(op, 'травматолог', '.verdict--conditional');
	await op.onFocus(/^да/i);
	await op.russian('KeyY');
	await op.reads('.visit__line', /травматолог/i);
	await fillPatient(op, { birth: '1990-02-02', phone: '8125550106',
	    name: 'Тестов Лев' });
	await fillAddress(op, 'Тестовая улица, д. 6', '16');
	await answer(op, {});
	await agreeAndPost(op, /3 900 ₽/);
	assert.equal((await stored(op)).services[0].condition_met, true);
});

call('V6: a twisted ankle, no imaging', 20, async (op) => {
	await take(op, 'травматолог', '.verdict--conditional');
	await op.onFocus(/^да/i);
	await op.russian('KeyN');
	await op.reads(REFUSAL, /нужен снимок.*Клиника/);
	assert.equal(await op.find('.visit__line').count(), 0);
});

call('V8: pressing chest pain', 20, async (op) => {
	const calls = sent(op, '/calls');
	const requests = sent(op, '/requests');

	await op.press('Alt+Digit4');
	await op.onFocus('да');
	await op.russian('KeyN');
	await op.russian('KeyN');
	await op.russian('KeyY');
	await op.reads('.emergency', /103 · 112.*боль в груди/);
	assert.equal(await op.find('.price').count(), 0);
	await op.see('Записано без личных данных.');
	assert.equal(calls[0].outcome, 'emergency');
	assert.equal(calls[0].total, null);
	assert.equal(requests.length, 0);
});

call('V9: a doctor in the oblast, too dear', 20, async (op) => {
	const calls = sent(op, '/calls');

	await takePlace(op, 'всеволожск', /8 900 ₽/);
	await op.press('Alt+Digit0');
	await op.onFocus(/дорого/);
	await op.press('Digit1', 'Enter');
	await op.see('Звонок записан.');
	assert.equal(calls.length, 1);
	const { outcome, reason, zone, total } = calls[0];
	assert.deepEqual({ outcome, reason, zone, total }, { outcome: 'informed',
	    reason: 'price', zone: 'oblast', total: rubles(8900) });
	assert.doesNotMatch(JSON.stringify(calls), /phone|name|birth|address/);
});

call('V10: Bonus 100 000, yellow', 40, async (op) => {
	await takePlace(op, 'купчино', /4 900 ₽/);
	await op.press('Alt+Digit2');
	await op.tabTo(/Bonus|Бонус/);
	await op.press('Space');
	await op.reads('.price', /не действует|не распростран|скидк/i);
	await op.reads('.trip[aria-pressed=true]', /4 900 ₽/);
});

call('V12: twins of six, one address, one trip', FIRST, async (op) => {
	const twin = (name) => fillPatient(op, { birth: birthday(6),
	    phone: '8125550112', name });

	await takePlace(op, 'васил', /3 900 ₽/);
	await takeService(op, 'педиатр');
	await twin('Двойнев Кирилл');
	await fillMother(op, 'Двойнева Анна');
	await fillAddress(op, 'Тестовая улица, д. 12', '12');
	await answer(op, {});
	await agreeAndPost(op, /3 900 ₽/);
	const first = await stored(op);

	await op.russian('KeyE');
	await op.onFocus('Номер карты');
	await takeService(op, 'педиатр');
	await twin('Двойнева Мария');
	await answer(op, {});
	await agreeAndPost(op, /(^|\D )0 ₽/);
	const second = await stored(op);
	assert.deepEqual([first.quote.total, second.quote.total],
	    [rubles(3900), rubles(0)]);
	assert.equal(second.trip_group, first.id);
	assert.equal(second.legal_representative.name, 'Двойнева Анна');
});

call('V14: mother called already, nobody rang', FIRST, async (op) => {
	const first = (await posted(it, {})).body;

	op.allow(/^409 POST \/requests$/);
	await takePlace(op, 'васил', /3 900 ₽/);
	await takeService(op, 'терапевт');
	await fillPatient(op, { birth: first.patient.birth_date,
	    phone: '8125550114', name: first.patient.name });
	await fillAddress(op, 'Тестовая улица, д. 14', '14');
	await answer(op, {});
	await consent(op);
	await op.press('Control+Enter');
	const match = await op.read('.match');
	assert.match(match, new RegExp(`${first.number}.*позвонят до`));
	assert.doesNotMatch(match, /кашель|терапевт/i);
	await op.onFocus('Заметка');
	await op.press('Tab', 'Enter');
	await op.see(/обещанное время прежнее/);

	const operator = await it.login('operator');
	const now = (await operator.get(`/requests/${first.id}`)).body;
	assert.deepEqual(now.promise, first.promise);
	assert.ok(now.flags.includes('called_again'));
});

call('two signs nobody knows of are asked again', 30, async (op) => {
	const requests = sent(op, '/requests');

	await op.press('Alt+Digit4');
	await op.onFocus('да');
	await op.press('?', '?');
	await op.reads('[data-part=red_flags] .fold__state', /спросите ещё раз/);
	await op.press('Control+Enter');
	await op.reads('.error-list', /не знает|ещё раз/);
	assert.equal(requests.length, 0);
});

call('no zone, no price', 30, async (op) => {
	await takeService(op, 'терапевт');
	assert.equal(await op.find('.trip__price').count(), 0);
	await op.press('Control+Enter');
	await op.reads('.error-list', /район/i);
	await op.reads('.actions__total', /^[^₽]*$/);
});

call('a phone too short, a birth date to come', 40, async (op) => {
	await fillPart(op, 2, { 'Дата рождения': typedDate(birthday(0, 1)),
	    'Телефон': '5550102' });
	await op.press('Control+Enter');
	await op.reads('.error-list', /10 цифр/);
	await op.reads('.error-list', /будущ|ещё не/i);
});

call('14 years and 364 days: who answers for the child', 30, async (op) => {
	await fillPart(op, 2, { 'Дата рождения': typedDate(birthday(15, 1)) });
	await op.reads('.minor', /представител/i);
	await op.press('Control+A');
	await op.type(typedDate(birthday(15, 0)));
	await op.gone('.minor');
});
