/** Reference data by keyboard: found, changed, taken back, kept from a clash. */
import assert from 'node:assert/strict';
import { etag, status } from '../http/checks.mjs';
import { site } from './browser.mjs';

const it = site({ users: [{ login: 'admin2', role: 'admin' }] });
const { story } = it;

/** The desk ${tab}, at the table whose title is ${title}. */
async function desk(open, title, tab = 'Справочники') {
	const who = await open('admin');

	await who.tabTo(tab);
	await who.press('Enter');
	await who.see('.edit-row');
	while (!(await who.read('.edit-subjects [aria-current]')).includes(title))
		await who.press('Alt+ArrowDown');
	await who.see('.edit-list');
	return who;
}

/** Filter by ${text}, go to the first row found and into its fields. */
async function pick(who, text) {
	await who.press('Slash');
	await who.onFocus('Найти в списке');
	await who.press('Control+A');
	await who.type(text);
	await who.reads('.edit-list__count', /^1 строка/);
	await who.press('ArrowDown');
	await who.see('.edit-form');
	await who.press('Enter');
}

const row = async (path) => (await it.login('admin')).get(path);

story('a script: found as one types, changed, undone; its story tells', async (open) => {
	const who = await desk(open, 'Подсказки');

	await pick(who, 'оборудов');
	await who.onFocus('Заголовок');
	await who.press('Control+A');
	await who.type('Оборудование чинят');
	await who.press('Control+Enter');
	await who.see('Сохранено и уже действует.');
	await who.reads('.edit-row[aria-selected=true]', /^Оборудование чинят/);
	await who.reads('.story li', /admin изменил.*Заголовок: Оборудование на обслуживании → Оборудование чинят/);
	assert.equal((await row('/scripts/equipment_down')).body.title,
	    'Оборудование чинят');

	await who.press('Alt+KeyZ');
	await who.see('Возвращено как было.');
	await who.reads('.edit-row[aria-selected=true]',
	    /^Оборудование на обслуживании/);
	await who.holds('#e-title', 'Оборудование на обслуживании');
	assert.equal((await row('/scripts/equipment_down')).body.title,
	    'Оборудование на обслуживании');

	await who.tabTo('Версии целиком');
	await who.press('Enter');
	await who.see('dialog[open]');
	await who.press('ArrowDown');
	await who.reads('.versions__text', /Заголовок Оборудование чинят/);
	await who.page.selectOption('dialog select', '0');
	await who.reads('.versions__text ins', /Оборудование чинят/);
	await who.reads('.versions__text del', /Оборудование на обслуживании/);
	await who.shot('versions-1366-light');
	await who.press('Escape');
	await who.gone('dialog');
});

story('two admins in one row: what the other changed, what was typed stays', async (open) => {
	const who = await desk(open, 'Куда направить', 'Каталог');
	who.allow(/^412 PATCH/);

	await pick(who, 'примерной');
	await who.tabTo('Часы');
	await who.press('Control+A');
	await who.type('пн–сб 8–20');
	const other = await it.login('admin2');
	const now = await other.get('/referrals/r01');
	status(await other.patch('/referrals/r01', { hours: 'пн–пт 9–18',
	    phone: '+78125550119' }, { etag: etag(now) }), 200);

	await who.reads('.edit-form .notice--warn',
	    /Телефон клиники: \+78125550110 → \+78125550119 .*Часы: пн–вс 8–22 → пн–пт 9–18 *\. Ваше осталось/);
	await who.holds('#e-hours', 'пн–сб 8–20');
	await who.holds('#e-phone', '+78125550119');
	await who.press('Control+Enter');
	await who.see('Сохранено и уже действует.');
	const { body } = await row('/referrals/r01');
	assert.equal(body.hours, 'пн–сб 8–20');
	assert.equal(body.phone, '+78125550119');
});

story('without the stream a stale save is told field by field', async (open) => {
	const who = await desk(open, 'Красные флаги');
	who.allow(/^412 PATCH/);

	await pick(who, 'судороги');
	const release = await who.hold('**/edit-rows/red-flags');
	const other = await it.login('admin2');
	const now = await other.get('/red-flags/RF05');
	await who.onFocus('Признак');
	await who.press('End');
	await who.type(' сейчас');
	status(await other.patch('/red-flags/RF05', { ask_again: 'Трясёт?' },
	    { etag: etag(now) }), 200);
	await who.press('Control+Enter');
	await who.reads('.edit-form .notice--warn',
	    /admin2 в .* изменил строку: Иными словами: .* → Трясёт\?/);
	await who.press('Control+Enter');
	await who.see('Сохранено и уже действует.');
	release();
	const { body } = await row('/red-flags/RF05');
	assert.match(body.sign, / сейчас$/);
	assert.equal(body.ask_again, 'Трясёт?');
});

story('a day comes with its errors beside the fields, and goes', async (open) => {
	const who = await desk(open, 'Особые дни');
	who.allow(/^422 POST/);

	await who.see('Здесь пока пусто');
	await who.press('Escape');
	await who.tabTo(/Добавить/);
	await who.press('Enter');
	await who.onFocus('Дата');
	await who.page.fill('#e-date', '2027-01-01');
	await who.tabTo('Открытие');
	await who.press('Control+A');
	await who.type('25:00');
	await who.press('Control+Enter');
	await who.see('#e-open_min-error');
	await who.holds('#e-open_min', '25:00');
	await who.tabTo('Открытие');
	await who.press('Control+A');
	await who.type('1000');
	await who.tabTo('Закрытие');
	await who.press('Control+A');
	await who.type('16');
	await who.tabTo('Примечание');
	await who.type('Новый год');
	await who.press('Control+Enter');
	await who.see('Создано и уже действует.');
	await who.reads('.edit-row', /1 янв.*2027.*Новый год 10:00–16:00/);
	await who.press('Control+Delete');
	await who.see('Удалено.');
	await who.see('Здесь пока пусто');
	await who.press('Alt+KeyZ');
	await who.reads('.edit-row', /Новый год/);
	assert.equal((await row('/calendar/2027-01-01')).body.open_min, 600);
});

story('what was typed waits while another row is looked at', async (open) => {
	const who = await desk(open, 'Подсказки');

	await pick(who, 'задолженность');
	await who.onFocus('Заголовок');
	await who.press('End');
	await who.type(' вчера');
	await who.press('Escape');
	await who.press('Slash', 'Control+A', 'Delete');
	await who.press('ArrowDown');
	await who.gone('#e-title >> text=вчера');
	await who.see('.tag--typed');
	await who.press('ArrowUp');
	await who.holds('#e-title', 'У пациента задолженность вчера');
	await who.tabTo('Отменить правку');
	await who.press('Enter');
	await who.holds('#e-title', 'У пациента задолженность');
	await who.gone('.tag--typed');
});

story('a month: a day that differs is made from its square', async (open) => {
	const who = await desk(open, 'Особые дни');

	await who.see('.day');
	await who.page.click('.month__head .button >> nth=1');
	await who.page.click('.day >> nth=9');
	await who.see('.edit-form');
	assert.match(await who.page.inputValue('#e-date'), /-10$/);
	await who.press('Control+Enter');
	await who.see('Создано и уже действует.');
	await who.reads('.day--special', /10 10–18/);
});

story('what must never be said is pointed out as it is typed', async (open) => {
	const who = await desk(open, 'Подсказки');

	await pick(who, 'задерживается lab');
	await who.page.fill('#e-facts', 'Увы, виновата лаборатория');
	await who.reads('.edit-side .notice--warn',
	    /запрещённое для этой ситуации: «Виновата лаборатория»/);
});

story('a setting stays in its range', async (open) => {
	const who = await desk(open, 'Настройки');
	who.allow(/^422 PATCH/);

	await pick(who, 'promise.deadline');
	await who.reads('.edit-form', /минуты, от 1 до 1440. Обычно 60/);
	await who.page.fill('#e-value', '5000');
	await who.press('Control+Enter');
	await who.reads('#e-value-error', /не больше 1440/);
});
