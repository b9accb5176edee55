/** The admin enters a price for a day ahead; today's stays as it is. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { clinicDate, DAY_MS, etag, rubles, status } from '../http/checks.mjs';
import { site } from './browser.mjs';

const it = site({ users: [{ login: 'admin2', role: 'admin' }] });
const { story } = it;

const shown = (day) => new Intl.DateTimeFormat('ru', { day: 'numeric',
    month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(day));
const ahead = (n) => clinicDate(Date.now() + n * DAY_MS);

async function quoteOf(zone) {
	const operator = await it.login('operator');
	const got = await operator.get(`/quote?zone=${zone}&performers=doctor`);
	return got.body.total.amount;
}

/** Pick a cell of the grid by arrows: green doctor first. */
async function pick(who, ...arrows) {
	await who.tabTo(/3 900/);
	await who.press(...arrows, 'Enter');
	await who.see('.tariff-form');
}

/** Type a price and why; the effect shows before it is published. */
async function enter(who, price, reason) {
	await who.fill({ 'Цена, ₽': price, Причина: reason });
	await who.see('.effect__table');
}

story('a price for tomorrow: today is unchanged, the grid tells', async (open) => {
	const tomorrow = ahead(1);
	const who = await open('admin', { fresh: true });

	await pick(who, 'ArrowDown');
	await who.reads('.tariff-form', /Жёлтая Врач, сегодня 4 900/);
	await who.holds('#t-valid_from', tomorrow);
	await enter(who, '5 200', 'подорожал бензин');
	await who.reads('.effect', /за последние.*90 дней.*Жёлтая Врач 0 0 ₽ 0 ₽/);
	await who.press('Control+Enter');
	await who.see('Назначена 1 цена.');

	await who.reads('.tariff[aria-pressed=true]',
	    new RegExp(`^4 900 ₽ с ${shown(tomorrow)}: 5 200 ₽`));
	await who.reads('.tariff-line--future',
	    /5 200 ₽.*впереди.*admin.*подорожал бензин/);
	await who.reads('.tariff-line--current', /4 900 ₽.*сейчас/);
	assert.equal(await quoteOf('yellow'), 490000);

	/* by the day: tomorrow, the day after the change, and back */
	await who.page.locator('h1').click();
	await who.press('KeyM');
	await who.reads('h1', new RegExp(shown(tomorrow)));
	await who.reads('.tariff[aria-pressed=true]', /^5 200 ₽/);
	await who.press('KeyT');
	await who.reads('.tariff[aria-pressed=true]', /^4 900 ₽/);
	await who.press('KeyN');
	await who.reads('.tariff[aria-pressed=true]', /^5 200 ₽/);
	await who.press('KeyT');
});

story('undone at once it is withdrawn, and the history keeps it', async (open) => {
	const who = await open('admin');

	await pick(who, 'ArrowDown', 'ArrowDown');
	await enter(who, '7100', 'проба');
	await who.press('Control+Enter');
	await who.see('Назначена 1 цена.');
	await who.press('Alt+KeyZ');
	await who.reads('.tariff-line--withdrawn',
	    /7 100 ₽.*отозвана.*проба.*отозвано: admin · отменено сразу/);
	await who.reads('.tariff[aria-pressed=true]', /изменений нет/);
});

story('a price to come is withdrawn with a reason', async (open) => {
	const admin = await it.login('admin');
	status(await admin.post('/tariffs', { zone: 'oblast', performer: 'nurse',
	    price: rubles(4700), valid_from: ahead(9), reason: 'лето' }), 201);
	const who = await open('admin');

	await pick(who, 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight');
	await who.tabTo('Отозвать');
	await who.press('Enter');
	await who.onFocus('Причина');
	await who.type('передумали');
	await who.press('Control+Enter');
	await who.reads('.tariff-line--withdrawn', /4 700 ₽.*передумали/);
	await who.see('Отозвано; запись');
	await who.press('Alt+KeyZ'); /* and it is back */
	await who.reads('.tariff-line--future', /4 700 ₽.*лето/);
});

story('errors stand beside their fields and keep what was typed', async (open) => {
	const who = await open('admin');

	await pick(who);
	await who.tabTo('Цена, ₽');
	await who.type('0');
	await who.press('Control+Enter');
	await who.onFocus(/^Исправьте/);
	await who.reads('#t-price-error', /сумму/);
	await who.reads('#t-reason-error', /почему/);

	await who.fill({ 'Цена, ₽': '4100' });
	await who.page.fill('#t-valid_from', clinicDate(Date.now()));
	await who.fill({ Причина: 'проба' });
	await who.see('.effect__table');
	await who.press('Control+Enter');
	await who.reads('#t-valid_from-error', /в будущем/);
	await who.holds('#t-price', '4100');
	assert.equal(await quoteOf('green'), 390000);
});

story('a price far off, or with kopecks, has to be confirmed', async (open) => {
	const who = await open('admin');

	await pick(who, 'ArrowRight');
	await enter(who, '9500', 'проба');
	await who.reads('.notice--warn', /больше чем втрое/);
	await who.press('Control+Enter');
	await who.reads('#t-confirmed-error', /Подтвердите/);
	await who.fill({ 'Цена, ₽': '990,50' });
	await who.reads('.notice--warn', /с копейками/);
	await who.see('.effect__table');
	await who.tabTo(/Сумма верна/);
	await who.press('Space', 'Control+Enter');
	await who.see('Назначена 1 цена.');
	await who.reads('.tariff[aria-pressed=true]', /990,50 ₽/);
});

story('two admins before one price: the second sees what changed', async (open) => {
	const admin2 = await it.login('admin2');
	const who = await open('admin');
	who.allow(/^412 POST \/tariffs$/);

	await pick(who, 'ArrowDown', 'ArrowRight');
	await enter(who, '2000', 'мой расчёт');
	status(await admin2.post('/tariffs', { zone: 'yellow', performer: 'nurse',
	    price: rubles(2100), valid_from: ahead(3), reason: 'их расчёт' }), 201);
	await who.press('Control+Enter');
	await who.reads('.tariff-form [role=alert]',
	    /admin2 в \d\d:\d\d изменил.*2 100 ₽.*впереди · их расчёт/);
	await who.holds('#t-price', '2000');
	await who.press('Control+Enter');
	await who.see('Назначена 1 цена.');
});

story('a proposal waits for another admin, who approves it', async (open) => {
	const admin = await it.login('admin');
	const path = '/settings/tariff.approval';
	const approval = async (value) => status(await admin.patch(path, { value },
	    { etag: etag(await admin.get(path)) }), 200);
	await approval('1');
	const who = await open('admin');

	await pick(who, 'ArrowDown', 'ArrowDown', 'ArrowDown');
	await enter(who, '9100', 'новый год');
	await who.press('Control+Enter');
	await who.see('Предложена 1 цена');
	await who.reads('.proposals', /Областная|Область|ЛО|обл/i);
	await who.reads('.proposals', /Своё предложение утверждает другой/);
	await who.reads('.tariff[aria-pressed=true]', /8 900 ₽.*ждёт: 9 100 ₽/);

	const other = await open('admin2');
	await other.tabTo('Утвердить');
	await other.press('Enter');
	await other.see('Цена утверждена.');
	await other.gone('.proposals');
	await who.reads('.tariff[aria-pressed=true]',
	    new RegExp(`8 900 ₽ с ${shown(ahead(1))}: 9 100 ₽`));
	await approval('0');
});

story('on paper there is the sheet of the day, and nothing else', async (open) => {
	const who = await open('admin');

	await who.page.emulateMedia({ media: 'print' });
	await who.see('.tariffs__grid');
	for (const away of ['.daybar', '.tariffs__side', '.header', '.tariffs__tools'])
		await who.gone(away);
});

story('prices come from a spreadsheet: faults first, then all at once', async (open) => {
	const day = ahead(40);
	const head = 'зона;исполнитель;цена;действует с;причина\r\n';
	const good = `${head}Красная зона;врач;7 200;${day};лето\r\n` +
	    `oblast;doctor;9300;${day};лето\r\n`;
	const who = await open('admin');
	const choose = (text) => who.page.setInputFiles('#import-file',
	    { name: 'цены.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

	who.allow(/^422 POST \/tariffs\/import$/);
	await who.press('KeyU');
	await who.see('dialog');
	await choose('чушь');
	await who.reads('dialog .notice--bad', /столбец «zone»/);
	await choose(`${good}green;doctor;39000;${day};ой\r\n`);
	await who.reads('.change-row--wrong', /4 ошибка Зелёная Врач 3 900 ₽ 39 000 ₽.*Цена:.*втрое/);
	await choose(good);
	await who.reads('dialog [role=status]', /Новых цен: 2, уже есть: 0, с ошибками: 0/);
	await who.reads('dialog .effect', /Всего/);
	await who.press('Control+Enter');
	await who.see('Назначено 2 цены.');
	await who.gone('dialog');
	await who.press('Alt+KeyZ'); /* both are taken back */
	await who.see('Отозвано; запись');
	const { items } = (await (await it.login('admin')).get('/tariffs')).body;
	assert.ok(!items.some((x) => x.valid_from === day));
});

/** The dialog for all prices, from a day on and why. */
async function many(who, key, day) {
	await who.press(key);
	await who.see('dialog .choice');
	await who.page.fill('#m-valid_from', day);
	await who.fill({ Причина: 'индексация' });
}

const future = async (day) => (await (await it.login('admin')).get('/tariffs'))
    .body.items.filter((x) => x.valid_from === day)
    .map((x) => `${x.zone} ${x.performer} ${x.price.amount / 100}`);

story('all prices by per cent, rounded; one stays; undone at once', async (open) => {
	const day = ahead(60);
	const who = await open('admin');

	await many(who, 'KeyR', day);
	await who.press('Control+Enter');
	await who.reads('#m-shift-error', /число/);
	await who.fill({ 'На сколько, %': '5' });
	await who.reads('dialog', /кратному 50 ₽.*3 900 ₽ → 4 095 ₽ → 4 100 ₽/);
	await who.reads('.change-rows tbody tr', /Зелёная Врач 3 900 ₽ 4 100 ₽/);
	await who.tabTo('Менять: green, Медсестра');
	await who.press('Space');
	await who.reads('dialog .effect', /Всего/);
	await who.press('Control+Enter');
	await who.see('Назначено 7 цен.');
	await who.gone('dialog');
	const prices = await future(day);
	assert.equal(prices.length, 7);
	assert.ok(prices.includes('green doctor 4100'));
	assert.ok(!prices.some((x) => x.startsWith('green nurse')));
	await who.press('Alt+KeyZ');
	await who.see('Отозвано; запись');
	assert.deepEqual(await future(day), []);
});

story('what cannot be a price is left out, what is far off confirmed', async (open) => {
	const day = ahead(61);
	const who = await open('admin');

	await many(who, 'KeyR', day);
	await who.tabTo(/На процент/);
	await who.press('Digit2');
	await who.fill({ 'На сколько, ₽': '-3000' });
	await who.reads('.change-rows', /Зелёная Медсестра [\d ,]+₽ такой цены быть не может/);
	await who.reads('.change-rows', /Зелёная Врач 3 900 ₽ 900 ₽ 900 ₽ отличается .* втрое/);
	await who.reads('dialog .effect', /Всего/);
	await who.press('Control+Enter');
	await who.reads('#m-confirmed-error', /Подтвердите/);
	await who.press('Escape');
	await who.gone('dialog');
	assert.deepEqual(await future(day), []);
});

story('the prices of a day come again; what another admin did is seen', async (open) => {
	const day = ahead(62);
	const admin2 = await it.login('admin2');
	const begin = async (from, price) => status(await admin2.post('/tariffs',
	    { zone: 'red', performer: 'nurse', price: rubles(price),
		valid_from: from, reason: 'их расчёт' }), 201);
	const who = await open('admin');
	who.allow(/^412 POST \/tariffs\/batch$/);

	await begin(ahead(50), 3200);
	await who.see(/3\s200/);
	await many(who, 'KeyC', day);
	await who.reads('.change-rows', /Красная Медсестра 3 200 ₽ 3 100 ₽/);
	await who.reads('.change-rows', /Красная Врач [\d ]+₽ [\d ]+₽ не меняется/);
	await who.reads('dialog .effect', /Красная Медсестра/);
	await begin(ahead(55), 3300);
	await who.press('Control+Enter');
	await who.reads('dialog [role=alert]',
	    /admin2 в \d\d:\d\d изменил.*3 300 ₽.*впереди · их расчёт/);
	await who.reads('.change-rows', /Красная Медсестра 3 300 ₽ 3 100 ₽/);
	await who.holds('#m-reason', 'индексация');
	await who.press('Control+Enter');
	await who.see(/Назначен[ао] \d+ цен/);
	assert.ok((await future(day)).includes('red nurse 3100'));
});

story('the prices shown are saved for a spreadsheet', async (open) => {
	const who = await open('admin');
	const [file] = await Promise.all([who.page.waitForEvent('download'),
	    who.press('KeyE')]);

	assert.equal(file.suggestedFilename(),
	    `tariffs_${clinicDate(Date.now())}.csv`);
	assert.match(fs.readFileSync(await file.path(), 'utf8'),
	    /^\ufeff"zone";"performer";"price"/);
});
