/** Places, zones and address rules: the map, what is missing, a rule tried. */
import assert from 'node:assert/strict';
import { site } from './browser.mjs';

const it = site();
const { story } = it;

async function desk(open, title) {
	const who = await open('admin');

	await who.tabTo('Места и зоны');
	await who.press('Enter');
	await who.see('.map__place');
	while (!(await who.read('.edit-subjects [aria-current]')).includes(title))
		await who.press('Alt+ArrowDown');
	return who;
}

const get = async (path) => (await it.login('admin')).get(path);

story('the map: districts by zone, arrows move, Enter opens the place', async (open) => {
	const who = await desk(open, 'Карта');

	await who.see(/© OpenStreetMap contributors/);
	await who.reads('.notice--good', /У каждого из \d+ мест есть зона/);
	assert.equal(await who.page.locator('.map__sheet >> nth=0')
	    .locator('.map__place').count(), 18);
	await who.tabTo(/Адмиралтейский район: Зелёная/);
	await who.press('ArrowRight');
	await who.onFocus(/район: /);
	const there = await who.page.evaluate(
	    () => document.activeElement.dataset.code);
	assert.notEqual(there, 'admiralteysky');
	await who.press('Enter');
	await who.see('.edit-form');
	await who.reads('.edit-row[aria-selected=true] .edit-row__key',
	    new RegExp(`^${there}$`));
	await who.see('.map__place[aria-current]');
});

story('a place without a zone is missed until it says to ask', async (open) => {
	const who = await desk(open, 'Места');

	await who.see('.edit-row');
	await who.press('Escape', 'KeyN');
	await who.onFocus('Код');
	await who.type('between');
	await who.tabTo('Название');
	await who.type('Между зонами');
	await who.page.selectOption('#e-kind', 'settlement');
	await who.press('Control+Enter');
	await who.see('Создано и уже действует.');
	await who.press('Alt+ArrowUp');
	await who.reads('.notice--bad', /1 место без зоны.*Между зонами/);
	await who.page.click('.notice--bad a');
	await who.see('.edit-form');
	await who.page.check('#e-ask');
	await who.press('Control+Enter');
	await who.see('Сохранено и уже действует.');
	await who.press('Alt+ArrowUp');
	await who.see('.notice--good');
	assert.equal((await get('/places/check')).body.missing, 0);
});

story('a zone is made with its prices in one step', async (open) => {
	const who = await desk(open, 'Зоны');

	await who.see('.edit-row');
	await who.press('Escape', 'KeyN');
	await who.see('dialog[open]');
	await who.onFocus('Название');
	await who.type('Дальняя');
	await who.tabTo('Код');
	await who.type('far');
	await who.press('Control+Enter');
	await who.reads('dialog[open]', /Исправьте 2 поля/);
	await who.tabTo('Выезд врача, ₽');
	await who.type('12 000');
	await who.tabTo('Выезд медсестры, ₽');
	await who.type('6000');
	await who.press('Control+Enter');
	await who.see(/Зона «Дальняя» создана/);
	await who.reads('.edit-row[aria-selected=true]', /Дальняя far/);
	const { body } = await (await it.login('operator')).get(
	    '/quote?zone=far&performers=doctor');
	assert.equal(body.total.amount, 1200000);
});

story('a rule is tried as it is typed; a dangerous one is not saved', async (open) => {
	const who = await desk(open, 'Правила адресов');
	who.allow(/^422 POST/);

	await who.see('.edit-row');
	await who.press('Escape', 'KeyN');
	await who.onFocus('Код');
	await who.type('fairy');
	await who.page.fill('#e-pattern', '\\bсказочн\\w+\\s+ул');
	await who.page.fill('#trial-samples', 'СПб, Сказочная ул. 7\nДругая, 1');
	await who.reads('.sample--yes mark', /^Сказочная ул$/);
	await who.reads('.sample--no', /Другая, 1/);
	await who.page.fill('#e-pattern', '.+');
	await who.see('Шаблон совпадает с любым адресом');
	await who.page.fill('#e-pattern', '(?:а+)+б');
	await who.see('Опасный шаблон');
	await who.press('Control+Enter');
	await who.reads('#e-pattern-error', /перебирает слишком много/);
	await who.page.fill('#e-pattern', '\\bсказочн\\w+\\s+ул');
	await who.page.selectOption('#e-place', 'lo_murino');
	await who.press('Control+Enter');
	await who.see('Создано и уже действует.');
	const admin = await it.login('admin');
	const { body } = await admin.post('/addresses/read',
	    { text: 'Сказочная ул. 7' });
	assert.equal(body.place.code, 'lo_murino');
});
