/** A second factor by keyboard: set up, asked at the login, lost. */
import assert from 'node:assert/strict';
import { etag, status } from '../http/checks.mjs';
import { otp } from '../http/otp.mjs';
import { axe } from './axe.mjs';
import { PASSWORD, site } from './browser.mjs';

const it = site({ users: [{ login: 'vera', role: 'dispatcher' },
    { login: 'chief', role: 'admin' }] });
const { story } = it;
const CODES = '.recovery__codes';

/** The key and the codes a page shows. */
const keyOf = async (who) => (await who.read('.totp-key')).replace(/ /g, '');
const codesOf = async (who) => (await who.read(CODES)).match(/\w{5}-\w{5}/g);

story('set up from the header; then a login asks for a code', async (open) => {
	const who = await open('vera', { fresh: true });
	who.allow(/^422 POST \/session\/totp\/confirm/);

	await who.tabTo('vera');
	await who.press('Enter');
	await who.onFocus('Нынешний пароль');
	await who.tabTo('Второй фактор входа');
	await who.press('Enter');
	await who.onFocus('Нынешний пароль');
	await who.type(PASSWORD);
	await who.press('Enter');
	await who.see('.qr');
	const secret = await keyOf(who);
	await axe(who);
	await who.shot('totp-scan-1366-light');
	await who.onFocus('Код из приложения');
	await who.type('000000');
	await who.press('Enter');
	await who.see('#p-code-error');
	await who.press('Control+A');
	const used = otp(secret).now;
	await who.type(used);
	await who.press('Enter');
	await who.see(CODES);
	const codes = await codesOf(who);
	assert.equal(codes.length, 10);
	await axe(who);
	await who.shot('totp-codes-1366-light');
	await who.page.emulateMedia({ media: 'print' });
	await who.shot('totp-codes-print');
	await who.see(CODES);
	await who.gone('.header__nav');
	await who.page.emulateMedia({ media: null });
	await who.press('Escape'); /* not lost by it */
	await who.see(CODES);
	await who.tabTo('Коды у меня');
	await who.press('Enter');
	await who.gone(CODES);

	const again = await open(null);
	again.allow(/^401 POST \/session$/);
	await again.signIn('vera');
	await again.onFocus('Код из приложения или резервный');
	await again.shot('login-code-1366-light');
	await again.type(used);
	await again.press('Enter');
	await again.see('Код живёт полминуты');
	await again.onFocus('Код из приложения или резервный');
	await again.type(codes[0]);
	await again.press('Enter');
	await again.see('.header__nav');
	await again.tabTo('vera');
	await again.press('Enter');
	await again.tabTo('Второй фактор входа');
	await again.press('Enter');
	await again.see('Резервных кодов осталось: 9');
	await axe(again);
	await again.shot('totp-state-1366-light');
	await again.tabTo('Отключить второй фактор');
	await again.press('Enter');
	await again.onFocus('Нынешний пароль');
	await again.type(PASSWORD);
	await again.press('Tab');
	await again.type(codes[1].toUpperCase());
	await again.press('Enter');
	await again.see('Второй фактор отключён.');
	await again.see('Подключить приложение');
});

story('asked of an admin before anything else; taken from who lost it',
    async (open) => {
	const admin = await it.login('admin');
	const path = '/settings/totp.admin_required';
	const set = async (value) => status(await admin.patch(path, { value },
	    { etag: etag(await admin.get(path)) }), 200);
	const boss = await open('admin');

	await set('1');
	const who = await open(null, { viewport: { width: 1920, height: 1080 },
	    colorScheme: 'dark' });
	await who.signIn('chief');
	await who.onFocus('Нынешний пароль');
	await axe(who);
	await who.shot('totp-first-1920-dark');
	await who.type(PASSWORD);
	await who.press('Enter');
	const secret = await keyOf(who);
	await axe(who);
	await who.shot('totp-scan-1920-dark');
	await who.type(otp(secret).now);
	await who.press('Enter');
	await who.see(CODES);
	await who.tabTo('Коды у меня');
	await who.press('Enter');
	await who.see('.header__nav');
	await set('0');

	await boss.tabTo('Пользователи');
	await boss.press('Enter');
	await boss.see('.edit-row');
	await boss.press('Escape', 'Slash');
	await boss.type('chief');
	await boss.reads('.edit-list__count', /^1 строка/);
	await boss.press('ArrowDown');
	await boss.reads('.edit-row[aria-selected=true]', /второй фактор/);
	await boss.tabTo('Снять второй фактор');
	await boss.shot('people-totp-1366-light');
	await boss.press('Enter');
	await boss.see('Снять второй фактор?');
	await boss.press('Control+Enter');
	await boss.see(/chief: второй фактор снят/);
	await boss.gone('Снять второй фактор');
	await it.newSession('chief'); /* by the password alone */
});
