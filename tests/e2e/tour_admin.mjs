/** The admin's screens in turn, and the reports: see tour.mjs. */
import { status } from '../http/checks.mjs';

const FILE = 'card_no;name;birth_date;phone;address\r\n' +
    'E-1;Тестова Анна;31.02.1980;555;\r\n' +
    'E-2;Тестова Анна;1980-01-31;;\r\n' +
    '000126;Должников Олег Петрович;1972-11-23;;Новая, 1\r\n';

/** seedAdmin(it): terms nobody knows, a token of a program. */
export async function seedAdmin(it) {
	const operator = await it.login('operator');
	const admin = await it.login('admin');

	for (const term of ['лечение пчелами', 'бобровая струя'])
		status(await operator.get(`/services/search?q=${
		    encodeURIComponent(term)}&final=1`), 200);
	status(await admin.post('/tokens', { login: 'vera', name: 'обмен',
	    scopes: ['operator'] }), 201);
}

/** Nothing is on its way any more. */
async function settled(who) {
	await who.gone('main[aria-busy=true]');
	await who.gone('main [aria-busy=true]');
}

async function tariffs(who, stop) {
	await who.see('.tariff');
	await stop('tariffs');
	await who.page.click('.tariff >> nth=3');
	await who.see('.tariff-line--current');
	await who.page.fill('#t-price', '9900');
	await who.press('Control+Enter');
	await who.see('.error-list');
	await settled(who);
	await stop('tariffs-errors');
	await who.page.locator('h1').click();
	for (const [key, name] of [['u', 'file'], ['r', 'many']]) {
		await who.press(key);
		await who.see('dialog[open]');
		await stop(`tariffs-${name}`);
		await who.press('Escape');
		await who.gone('dialog');
	}
}

/* What a subject shows besides its list, by its path. */
const MORE = {
	'/places/zones': async (who, stop) => {
		await who.press('Escape', 'n');
		await who.see('dialog[open]');
		await stop('places-zones-new');
		await who.press('Escape');
		await who.gone('dialog');
	},
	'/places/address-rules': async (who, stop) => {
		await who.page.fill('#trial-samples', 'СПб, Новая ул. 7');
		await who.see('.sample--yes, .sample--no');
		await stop('places-rule-tried');
	},
	'/catalogue/explain': async (who, stop) => {
		await who.page.fill('main input', 'узи серца');
		await who.see('.explain__hit');
		await stop('catalogue-explained');
	},
	'/people/users': async (who, stop) => {
		await who.press('Escape', 'n');
		await who.see('#u-login');
		await stop('people-new');
	},
	'/people/patients': async (who, stop) => {
		await who.page.setInputFiles('#cards-file', { name: 'cards.csv',
		    mimeType: 'text/csv', buffer: Buffer.from(FILE) });
		await who.see('.change-row__error');
		await stop('people-patients-file');
	},
};

/** Each subject of ${desk}, then with the first row of its list open. */
async function subjects(who, stop, desk) {
	const links = who.page.locator('.edit-subjects a');

	await who.page.click(`.admin-tabs a[href="/${desk}"]`);
	await who.see('.edit-subjects a');
	for (const path of await links.evaluateAll((all) =>
	    all.map((a) => a.getAttribute('href')))) {
		const name = path.slice(1).replaceAll('/', '-');

		await who.page.click(`.edit-subjects a[href="${path}"]`);
		await who.see(`.edit-subjects a[href="${path}"][aria-current]`);
		await settled(who);
		await stop(name);
		if (await who.page.locator('#edit-rows').count()) {
			await who.press('Escape');
			await who.page.focus('#edit-rows');
			await who.press('ArrowDown');
			await settled(who);
			await stop(`${name}-row`);
		}
		await MORE[path]?.(who, stop);
	}
}

async function trail(who, stop) {
	await who.page.click('.admin-tabs a[href="/audit"]');
	await who.see('.audit-row');
	await settled(who);
	await who.press('Escape', 'ArrowDown');
	await who.see('.audit-details h2');
	await stop('audit');
	await who.press('v');
	await who.see('.audit-verify__good');
	await stop('audit-verified');
}

export async function adminScreens(who, stop) {
	await tariffs(who, stop);
	for (const desk of ['catalogue', 'places', 'reference', 'people'])
		await subjects(who, stop, desk);
	await trail(who, stop);
	await who.page.click('.header__user');
	await who.see('#p-again');
	await stop('password');
	await who.press('Escape');
	await who.press('F1');
	await who.see('.keys');
	await stop('admin-keys');
}

export async function reportScreens(who, stop) {
	await who.page.click('.header__nav a[href="/reports"]');
	await who.see('#report-unknown-terms');
	await settled(who);
	await stop('reports');
	await who.press('BracketLeft');
	await who.see('main .empty');
	await settled(who);
	await stop('reports-empty');
}
