/** People and the trail by keyboard: a first password, a lock, who looked. */
import assert from 'node:assert/strict';
import { status } from '../http/checks.mjs';
import { posted } from '../http/dispatch.mjs';
import { site } from './browser.mjs';

const it = site({ users: [{ login: 'vera', role: 'operator' }] });
const { story } = it;
const LINE = '.people-secret__word';

async function desk(open, tab) {
	const who = await open('admin');

	await who.tabTo(tab);
	await who.press('Enter');
	return who;
}

const people = async (open) => {
	const who = await desk(open, 'Пользователи');

	await who.see('.edit-row');
	return who;
};

/** Filter by ${login} and take the one row found. */
async function pick(who, login) {
	await who.press('Escape', 'Slash');
	await who.onFocus('Найти в списке');
	await who.press('Control+A');
	await who.type(login);
	await who.reads('.edit-list__count', /^1 строка/);
	await who.press('ArrowDown');
	await who.reads('.edit-form__title', new RegExp(login));
}

story('a new user gets a password for one login, and then their own', async (open) => {
	const who = await people(open);
	who.allow(/^422 POST/);

	await who.press('Escape', 'KeyN');
	await who.onFocus('Логин');
	await who.type('anna.k');
	await who.press('Control+Enter');
	await who.see('#u-name-error');
	await who.tabTo('Имя и фамилия');
	await who.type('Тестова Анна');
	await who.tabTo('диспетчер');
	await who.press('Space');
	await who.press('Control+Enter');
	await who.see(LINE);
	await who.reads('.edit-row[aria-selected=true]',
	    /Тестова Анна.*оператор.*диспетчер.*пароль на один вход/s);
	const word = await who.page.inputValue(LINE);
	assert.match(word, /^[a-z2-9]{16}$/);
	await who.shot('people-1366-light');

	const anna = await open(null);
	anna.allow(/^422 POST/);
	await anna.signIn('anna.k', word);
	await anna.onFocus('Нынешний пароль');
	await anna.type(word);
	await anna.press('Tab');
	await anna.type('password1234');
	await anna.press('Tab');
	await anna.type('password123');
	await anna.press('Enter');
	await anna.see('#p-again-error');
	await anna.onFocus('Новый ещё раз');
	await anna.press('Control+A');
	await anna.type('password1234');
	await anna.press('Enter');
	await anna.see('#p-new_password-error');
	for (const field of ['Новый пароль', 'Новый ещё раз']) {
		await anna.tabTo(field);
		await anna.press('Control+A');
		await anna.type('steklo lampa okno');
	}
	await anna.shot('password-1366-light');
	await anna.press('Enter');
	await anna.see('Пароль сменён.');
	await anna.see('.header__nav');

	await who.tabTo('Передан, скрыть');
	await who.press('Enter');
	await who.gone(LINE);
});

story('a lock ends the sessions; undone by one key', async (open) => {
	const vera = await it.newSession('vera');
	const who = await people(open);

	await pick(who, 'vera');
	await who.reads('.people-session', /127\.0\.0\.1/);
	await who.tabTo('Заблокировать');
	await who.press('Enter');
	await who.see('Сейчас не вошёл нигде.');
	assert.equal((await vera.get('/session')).status, 401);
	await who.press('Alt+KeyZ');
	await who.see('Заблокировать');
	await it.newSession('vera');
	await who.tabTo('Новый пароль');
	await who.press('Enter');
	await who.see(LINE);
	await who.reads('.edit-row[aria-selected=true]', /пароль на один вход/);
});

story('one\'s own rights are not one\'s own to change', async (open) => {
	const who = await people(open);

	await pick(who, 'admin');
	await who.see('Это вы:');
	assert.ok(await who.page.isDisabled('#u-role'));
	await who.reads('.people-session', /этот/);
});

story('a key of a program: made, told once, revoked', async (open) => {
	const who = await people(open);
	who.allow(/^422 POST/);

	await who.press('Escape', 'Alt+ArrowDown');
	await who.see('Ключей ещё нет');
	await who.press('KeyN');
	await who.onFocus('Для чего');
	await who.press('Control+Enter');
	await who.see('#k-name-error');
	await who.tabTo('Для чего');
	await who.type('обмен');
	await who.page.selectOption('#k-login', 'vera');
	await who.see('#k-scopes:checked');
	await who.tabTo('Только читать, ничего не менять');
	await who.press('Space', 'Control+Enter');
	await who.see(LINE);
	const secret = await who.page.inputValue(LINE);
	assert.match(secret, /^hv_[A-Za-z0-9_-]{43}$/);
	const call = () => fetch(`${it.base}/api/v1/session`,
	    { headers: { Authorization: `Bearer ${secret}` } });
	assert.equal((await call()).status, 200);
	await who.reads('.edit-row[aria-selected=true]',
	    /обмен.*оператор.*только чтение.*vera/s);
	await who.shot('tokens-1366-light');
	await who.tabTo('Передан, скрыть');
	await who.press('Enter');
	await who.gone(LINE);
	await who.tabTo('Отозвать ключ');
	await who.press('Enter');
	await who.see('dialog[open]');
	await who.press('Control+Enter');
	await who.gone('dialog');
	await who.reads('.edit-row[aria-selected=true]', /отозван/);
	assert.equal((await call()).status, 401);
	await who.page.setViewportSize({ width: 1920, height: 1080 });
	await who.theme('dark');
	await who.shot('tokens-1920-dark');
});

/* A file as the page is given it. */
const csv = (text) => ({ name: 'patients.csv', mimeType: 'text/csv',
    buffer: Buffer.from(text) });
const HEAD = 'card_no;name;birth_date;phone;address\r\n';

story('a file of patients: looked at, put right, imported', async (open) => {
	const who = await people(open);
	const choose = (text) => who.page.setInputFiles('#cards-file', csv(text));
	const rows = Array.from({ length: 1500 }, (_, i) =>
	    `E-${i};Тестова "Анна;1980-01-31;;"Образцовый\n${i}"\r\n`)
	    .join('').replaceAll('"Анна', 'Анна');

	await who.press('Escape', 'Alt+ArrowUp');
	await who.see('#cards-file');
	await choose(`${HEAD}E-1;Тестова Анна;31.02.1980;555;\r\n` +
	    'E-2;Тестова Анна;1980-01-31;;\r\n' +
	    '000126;Должников Олег Петрович;1972-11-23;;Новая, 1\r\n');
	await who.reads('.cards__sums', /Новых: 1, изменятся: 1,.*ошибками: 1/);
	await who.reads('.change-row__error', /Дата рождения/);
	await who.reads('.change-row--changed', /000126.*Адрес/s);
	assert.ok(await who.page.isDisabled('.cards .button--main'));
	await who.shot('cards-1366-light');
	await who.page.setViewportSize({ width: 1920, height: 1080 });
	await who.theme('dark');
	await who.shot('cards-1920-dark');
	await choose(HEAD + rows);
	await who.see('Загрузить 1500 карт');
	await who.press('Control+Enter');
	await who.reads('.cards .notice--good', /Новых: 1[\s\u00a0]?500, изменено: 0/);
	await choose(HEAD + rows);
	await who.reads('.cards__sums', /Новых: 0, .*без изменений: 1[\s\u00a0]?500/);
});

story('the trail: found, told in words, who looked, verified', async (open) => {
	const { body } = await posted(it);
	status(await (await it.login('dispatcher')).get(`/requests/${body.id}`),
	    200);
	const who = await desk(open, 'Журнал');

	await who.see('.audit-row');
	await who.press('Slash');
	await who.onFocus('Кто');
	await who.page.selectOption('#a-object', 'request');
	await who.page.fill('#a-object_id', body.id);
	await who.reads('.audit-row', /dispatcher.*смотрел карточку заявки/s);
	await who.press('Escape', 'ArrowDown');
	await who.reads('.audit-details h2', /зарегистрировал/);
	await who.tabTo('Кто смотрел эту карточку');
	await who.press('Enter');
	await who.holds('#a-action', 'request.view');
	await who.reads('.audit-details h2', /смотрел карточку/);
	await who.press('Escape', 'KeyV');
	await who.reads('.audit-verify__good', /Журнал цел: \d+ запис/);
	await who.press('KeyX');
	await who.holds('#a-object', '');
	await who.shot('audit-1366-light');
	await who.page.setViewportSize({ width: 1920, height: 1080 });
	await who.theme('dark');
	await who.shot('audit-1920-dark');
});

story('everybody changes their password, and leaves everywhere', async (open) => {
	const other = await it.newSession('operator');
	const who = await open('operator', { fresh: true });
	who.allow(/^401 /);

	await who.page.click('.header__user');
	await who.onFocus('Нынешний пароль');
	await who.type(it.password);
	for (const field of ['Новый пароль', 'Новый ещё раз']) {
		await who.tabTo(field);
		await who.type('zelenaya lampa 5');
	}
	await who.press('Control+Enter');
	await who.see('Пароль сменён.');
	assert.equal((await other.get('/session')).status, 401);
	await who.page.click('.header__user');
	await who.tabTo('Выйти на всех компьютерах');
	await who.press('Enter');
	await who.see('#login-name');
});
