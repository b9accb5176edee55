/** Whatever lands in the form: said at once, kept, never cut, never frozen. */
import assert from 'node:assert/strict';
import { posted } from '../http/dispatch.mjs';
import { site } from './browser.mjs';
import { answerNo, consent, firstTime, someone, visit } from './operator.mjs';

const it = site({ users: [{ login: 'relief', role: 'operator' }] });
const { story } = it;

const LONG = 'я'.repeat(10_000);

/** paste(op, text): into the control with focus, all at once. */
const paste = (op, text) => op.page.keyboard.insertText(text);

/** The error beside the control #f${pointer}. */
const beside = (op, pointer) => op.read(
    `#f${pointer.replaceAll('/', '-')}-error`);

/** Go to ${label} and replace what is there. */
async function replace(op, label, text) {
	if (await op.focused() !== label)
		await op.tabTo(label);
	await op.press('Control+A');
	await paste(op, text);
}

/** No request is posted while ${run} goes on. */
async function sendsNothing(op, run) {
	const sent = [];
	const hear = (r) => r.method() === 'POST' &&
	    /\/(quotes|requests)$/.test(r.url()) && sent.push(r.url());

	op.page.on('request', hear);
	await run();
	op.page.off('request', hear);
	assert.deepEqual(sent, []);
}

story('10,000 characters: the limit is said, the text stays whole', async (open) => {
	const op = await open('operator');

	op.allow(/^422 PUT \/drafts\//); // too much to keep on the server
	await firstTime(op);
	await op.press('Alt+Digit2');
	await op.onFocus('Номер карты');
	await replace(op, 'Фамилия, имя, отчество', LONG);
	assert.match(await beside(op, '/patient/name'),
	    /10000 знаков, можно 200.*набранное остаётся/);
	await replace(op, 'Симптомы', LONG);
	assert.match(await beside(op, '/symptoms'), /можно 2000/);
	await op.type('!');
	assert.equal((await op.page.inputValue('#f-symptoms')).length, 10_001);
	await sendsNothing(op, async () => {
		await op.press('Control+Enter');
		await op.see('.error-list');
	});
	assert.equal((await op.page.inputValue('#f-patient-name')).length, 10_000);
	await op.shot('too long');
	await op.press('Alt+Digit2');
	await replace(op, 'Фамилия, имя, отчество', 'Тестов Пётр');
	await op.gone('#f-patient-name-error:has-text("знаков")');
});

story('10,000 characters in the box are no question', async (open) => {
	const op = await open('operator');

	await op.press('Alt+Digit1');
	await paste(op, LONG);
	await op.see(/Слишком длинно для поиска/);
	await op.press('Control+A');
	await op.type('терапевт');
	await op.see('.verdict--allowed');
});

story('hidden characters are told and taken out', async (open) => {
	const op = await open('operator');
	const { patient, address } = someone();

	await visit(op);
	await op.press('Alt+Digit2');
	await op.fill(patient);
	await op.press('Control+A');
	await paste(op, 'Тестов\u202e Пётр\u0007');
	assert.match(await beside(op, '/patient/name'), /скрытые/);
	await op.tabTo('Убрать скрытые знаки');
	await op.press('Enter');
	await op.holds('#f-patient-name', 'Тестов Пётр');
	await op.gone('#f-patient-name-error');
	await op.press('Alt+Digit3');
	await op.fill(address);
	await answerNo(op);
	await consent(op);
	await op.press('Control+Enter');
	await op.see('.posted__number');
});

story('pasted texts are put in order when the field is left', async (open) => {
	const op = await open('operator');
	const value = (id) => op.page.inputValue(`#f-patient-${id}`);

	await op.press('Alt+Digit2');
	await op.onFocus('Номер карты');
	await replace(op, 'Дата рождения', ' \u200b1.2.1950 г.\r\n');
	await replace(op, 'Телефон', '\u202d+7 812 555‑01‑77\u202c');
	await replace(op, 'Фамилия, имя, отчество',
	    '  Тecтoв\u00a0 Андреи\u0306\t');
	await op.press('Tab');
	assert.equal(await value('birth_date'), '01.02.1950');
	assert.equal(await value('phone'), '+7 812 555-01-77');
	assert.equal(await value('name'), 'Тестов Андрей');
});

story('dates that are none say which trap it was', async (open) => {
	const op = await open('operator');

	await op.press('Alt+Digit2');
	await op.onFocus('Номер карты');
	for (const [typed, said] of [
	    ['31.04.1980', /Такого дня нет/], ['29.02.1981', /Такого дня нет/],
	    ['1.2.50', /Год четырьмя цифрами/], ['010250', /Год четырьмя/],
	    ['1950', /день, месяц и год/], ['01.01.2090', /ещё не наступила/],
	    ['01.01.1890', /Больше 130 лет/], ['вчера', /день, месяц и год/]]) {
		await replace(op, 'Дата рождения', typed);
		await op.press('Tab');
		assert.match(await beside(op, '/patient/birth_date'), said, typed);
		await op.press('Shift+Tab', 'Shift+Tab');
	}
	await op.shot('birth date');
	await replace(op, 'Дата рождения', '29.02.1980');
	await op.see(/\d\d (год|года|лет)/);
	await op.gone('#f-patient-birth_date-error');
});

story('phones that are none, and garbage in every field', async (open) => {
	const op = await open('operator');

	await visit(op);
	await op.press('Alt+Digit2');
	await op.onFocus('Номер карты');
	for (const typed of ['555-01-02', '8 812 555-01-02 доб. 5',
	    '8 812 555-01-02, 8 812 555-01-03', '٨٨١٢٥٥٥٠١٠٢']) {
		await replace(op, 'Телефон', typed);
		await op.press('Control+Enter');
		await op.see('.error-list');
		assert.match(await beside(op, '/patient/phone'), /10 цифр/, typed);
		await op.holds('#f-patient-phone', typed);
		await op.press('Alt+Digit2');
		await op.onFocus('Номер карты');
	}
	const garbage = '<img src=x onerror=alert(1)> \'"--; DROP TABLE 😀\u200b';
	for (const label of ['Номер карты', 'Фамилия, имя, отчество', 'Адрес',
	    'Парадная', 'Симптомы'])
		await replace(op, label, garbage);
	await sendsNothing(op, async () => {
		await op.press('Control+Enter');
		await op.see('.error-list');
	});
	const texts = (await op.find('.error-list a').allInnerTexts()).join('; ');
	for (const said of [/можно 20.*номер карты/, /только буквы/, /можно 30.*парадная/])
		assert.match(texts, said);
	assert.equal(await op.find('#f-address-text-error').count(), 0);
});

story('a past window is refused with a reason', async (open) => {
	await posted(it);
	const who = await open('dispatcher');

	await who.russian('KeyN');
	await who.see('.card-actions');
	await who.russian('KeyS');
	await who.see('.choice__option');
	const start = await who.page.inputValue('#d-window_start');
	const time = await who.page.locator('#d-window_start + input').inputValue();
	assert.match(time, /^(0[89]|1\d|20):[03]0$/);
	await who.press('Digit1');
	const day = new Date(Date.parse(start) - 2 * 86_400_000)
	    .toISOString().slice(0, 10);
	await who.page.fill('#d-window_start', day);
	await who.press('Control+Enter');
	await who.reads('dialog .field__error', /уже прошло/);
	await who.shot('past window');
	await who.page.fill('#d-window_start', start);
	await who.press('Control+Enter');
	await who.see('Визит назначен.');
});
