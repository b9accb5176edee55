/** The one box: a whole line answered as one, a phone, a number. */
import assert from 'node:assert/strict';
import { status } from '../http/checks.mjs';
import { posted } from '../http/dispatch.mjs';
import { registration, repeat } from '../http/samples.mjs';
import { site } from './browser.mjs';

const it = site({ users: [{ login: 'colleague', role: 'operator' }] });
const { story } = it;

const ANSWER = '.lookup .answer';
const boxText = (op) => op.page.inputValue('#lookup');

/** The words of the parts shown, with their verdicts. */
const parts = (op) => op.find('.answer__service').allInnerTexts()
    .then((all) => all.map((text) => text.replace(/\s+/g, ' ').trim()));

story('a place and services: one card, one Enter', async (open) => {
	const op = await open('operator');

	await op.lookup('терапевт и кровь, мурино', ANSWER);
	await op.see('.answer:has-text("Мурино") .answer__part + .answer__part');
	assert.deepEqual(await parts(op), [
	    'Приём терапевта Делаем на дому',
	    'Забор венозной крови Делаем на дому']);
	await op.reads('.answer__prices',
	    /Врач 8 900 ₽.*Медсестра 4 500 ₽/);
	await op.reads('.answer .say', /всего 13 400 ₽/);
	assert.equal(await op.find('.option[aria-selected=true]').count(), 0);
	await op.shot('call-answer');
	await op.press('Enter');
	await op.reads('.price__head', /Мурино/);
	assert.equal(await op.find('.visit__line').count(), 2);
	assert.equal(await boxText(op), '');
});

story('arrows take one thing of the line, Enter before the answer all', async (open) => {
	const op = await open('operator');

	await op.lookup('терапевт и кровь, мурино', ANSWER);
	await op.see('.answer__part + .answer__part');
	await op.press('ArrowDown');
	await op.see('.lookup .verdict--allowed h2:has-text("терапевта")');
	await op.press('ArrowUp');
	await op.see('.answer__enter');
	await op.press('ArrowDown', 'Enter');
	await op.reads('.visit__line', /терапевта/);
	assert.equal(await op.find('.visit__line').count(), 1);
	await op.reads('.price', /Наберите район/);

	await op.type('экг, автово');
	await op.press('Enter');
	await op.see('.price__head:has-text("Кировский")');
	assert.equal(await op.find('.visit__line').count(), 2);
});

story('words nobody understood stay in the line', async (open) => {
	const op = await open('operator');

	await op.lookup('педиатр, двое детей, купчино', ANSWER);
	await op.reads('.answer__left', /Не понято: «двое детей»/);
	await op.press('Enter');
	await op.see('.price__head:has-text("Фрунзенский")');
	await op.reads('.visit__line', /педиатр/i);
	assert.equal(await boxText(op), 'двое детей');
	// A second Enter adds nothing unasked; typing replaces what is selected.
	await op.see('.option:has-text("Добавить словами")');
	await op.press('Enter');
	assert.equal(await op.find('.visit__line').count(), 1);
	await op.press('Alt+Digit2');
	await op.gone('.lookup__panel');
	await op.press('Alt+Digit1', 'ArrowDown', 'Enter');
	await op.see('.visit__line:has-text("двое детей")');
});

story('refused and allowed in one line', async (open) => {
	const op = await open('operator');

	await op.lookup('терапевт, мрт головы и ээг, озерки', ANSWER);
	await op.see('.answer__part.verdict--not_allowed + .verdict--not_allowed');
	await op.reads('.answer__part.verdict--not_allowed',
	    /Не на дому.*Вас примут у нас: Клиника/);
	await op.shot('call-answer-refused');
	await op.press('Enter');
	await op.see('.visit__line:has-text("терапевта")');
	await op.reads('.call__left .verdict--not_allowed h2', /МРТ/);
	// The next refused one waits in the box: none is lost.
	assert.equal(await boxText(op), 'ээг');
	await op.press('Alt+Digit1');
	await op.see('.lookup .verdict--not_allowed:has-text("ЭЭГ")');
	await op.press('Enter');
	await op.see('.call__left .verdict--not_allowed h2:has-text("ЭЭГ")');
	assert.equal(await boxText(op), '');
	await op.see('.visit__line:has-text("терапевта")');
});

story('conditions of a line are asked one after the other', async (open) => {
	const op = await open('operator');

	await op.lookup('терапевт, укол и травматолог, невский район', ANSWER);
	await op.see('.answer__part.verdict--conditional');
	await op.press('Enter');
	await op.see('.visit__line:has-text("терапевта")');
	await op.onFocus(/^да/);
	await op.see('.lookup__card h2:has-text("Внутримышечная")');
	await op.russian('KeyY');
	await op.see('.lookup__card h2:has-text("травматолог")');
	await op.onFocus(/^да/);
	await op.press('Escape');
	await op.onFocus('Услуга, район, номер карты или заявки');
	assert.equal(await boxText(op), 'травматолог');
	assert.equal(await op.find('.visit__line').count(), 2);
	await op.see('.lookup .verdict--conditional');
	await op.press('Enter');
	await op.onFocus(/^да/);
	await op.russian('KeyN');
	await op.see('.call__left .verdict--not_allowed');
	assert.equal(await boxText(op), '');

	// A "no" stays in sight whatever is answered after it.
	await op.lookup('травматолог, капельница и ээг', ANSWER);
	await op.see('.answer__part:nth-child(3)');
	await op.press('Enter');
	await op.see('.lookup__card h2:has-text("травматолог")');
	await op.onFocus(/^да/);
	await op.russian('KeyN');
	await op.see('.lookup__card h2:has-text("апельниц")');
	await op.onFocus(/^да/);
	await op.russian('KeyY');
	await op.see('.visit__line:has-text("апельниц")');
	await op.reads('.call__left .verdict--not_allowed h2',
	    /травматолог/i);
	assert.equal(await boxText(op), 'ээг');
});

story('what must be asked is asked: a vague service, a vague place', async (open) => {
	const op = await open('operator');

	await op.lookup('терапевт и узи, кировский район', ANSWER);
	await op.see('.answer__place .mark--none');
	await op.reads('.answer__enter',
	    /останется «узи», «кировский район»/);
	await op.shot('call-answer-vague');
	await op.press('Enter');
	await op.see('.visit__line:has-text("терапевта")');
	assert.equal(await boxText(op), 'узи, кировский район');
	await op.reads('.price', /Наберите район/);
	await op.press('Enter'); /* nothing in it is decided */
	assert.equal(await boxText(op), 'узи, кировский район');
	await op.press('Escape');
	assert.equal(await boxText(op), '');
});

story('a phone finds the active request; a number opens it', async (open) => {
	const desk = await it.login('operator');
	const body = status(await desk.post('/requests',
	    repeat('000127', '1939-02-28')), 201);
	const op = await open('operator');

	await op.lookup('8 (812) 555-01-05', '.option:has-text("Заявка")');
	assert.deepEqual((await op.find('.option__name').allInnerTexts()),
	    [`Заявка ${body.number}`, 'Зоя Ё., 1939',
		'Записать телефон пациента: +7 812 555-01-05']);
	await op.shot('call-phone');
	await op.press('Enter');
	await op.see(`dialog h2:has-text("${body.number}")`);
	await op.press('Escape');
	await op.gone('dialog');
	// Back in the box: it may be a new visit of the same patient.
	await op.press('ArrowDown', 'Enter');
	await op.holds('#f-patient-card_no', '000127');
	await op.onFocus('Дата рождения');

	await op.lookup(body.number, '.option[aria-selected=true]');
	await op.press('Enter');
	await op.see(`dialog h2:has-text("${body.number}")`);
});

story("a colleague's request: how it stands, and a note", async (open) => {
	const { body } = await posted(it, registration({
	    patient: { phone: '+78125550188' } }));
	const op = await open('colleague');

	op.allow(/^403 GET \/requests\//);
	await op.lookup('88125550188', '.option:has-text("Заявка")');
	await op.press('Enter');
	await op.see('dialog :text("другой оператор")');
	await op.reads('dialog', new RegExp(body.number));
	assert.doesNotMatch(await op.read('dialog'), /Тестов|Пётр/);
	await op.shot('call-colleague');
	const dispatcher = await it.login('dispatcher');
	await op.onFocus('Заметка');
	await op.type('мама ждёт');
	await op.press('Tab', 'Enter');
	await op.see('dialog .notice--good');
	const { items } = status(await dispatcher.get(
	    `/requests/${body.id}/history`), 200);
	assert.ok(items.some((e) => e.comment === 'мама ждёт'));
});

story('an unknown phone is written down with one Enter', async (open) => {
	const op = await open('operator');

	await op.lookup('8 999 000 11 22', '.option:has-text("Записать телефон")');
	await op.press('Enter');
	await op.holds('#f-patient-phone',
	    '+7 999 000-11-22');
	assert.equal(await boxText(op), '');
});
