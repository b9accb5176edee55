/** Nothing typed is ever lost: reload, kill, another screen, no connection. */
import assert from 'node:assert/strict';
import { Person, site, sleep } from './browser.mjs';
import { answerNo, consent, firstTime, someone, visit } from './operator.mjs';

/* Drafts are a person's own: each story has one. */
const names = ['reload', 'killed', 'stations', 'parking', 'posting', 'tabs',
    'twin', 'offline', 'timeout', 'unsure', 'arrived', 'undo', 'leaving',
    'swapped', 'next', 'ended'];
const it = site({ users: names.map((login) => ({ login, role: 'operator' })) });
const { story } = it;

const BOX = 'Услуга, район, номер карты или заявки';
const SAVED = '.saved--saved';
const LINE = '.unfinished__open';
const NAME = '#f-patient-name';

/** The drafts of ${login} as the server lists them. */
async function drafts(login) {
	const got = await (await it.login(login)).get('/drafts');

	return got.body.items;
}

/** Wait until the server has ${n} drafts of ${login}. */
async function until(login, n) {
	const end = Date.now() + 10_000;
	let now;

	do {
		now = await drafts(login);
		if (now.length === n)
			return now;
		await sleep(50);
	} while (Date.now() < end);
	assert.fail(`${now.length} drafts of ${login}, not ${n}`);
}

async function typeName(op, name) {
	await op.press('Alt+Digit2');
	await op.onFocus('Номер карты');
	await op.fill({ 'Фамилия, имя, отчество': name });
}

/** A tab that dies: no event tells the page. */
function crash(op) {
	return op.page.context().close({ runBeforeUnload: false });
}

story('a reload in mid-word brings everything back', async (open) => {
	const op = await open('reload');

	op.allow(/^failed PUT \/drafts\/\S+ net::ERR_ABORTED$/);
	await visit(op);
	await answerNo(op);
	await consent(op);
	await typeName(op, 'Тестов Пё');
	await op.page.reload();
	await op.onFocus('Фамилия, имя, отчество');
	await op.holds(NAME, 'Тестов Пё');
	await op.reads('.visit__line', /терапевт/i);
	await op.reads('[data-part=red_flags] .fold__state', /нет/);
	await op.reads('.trip[aria-pressed=true]', /3 900 ₽/);
	for (const id of ['price', 'data'])
		assert.ok(await op.page.isChecked(`#f-consent-${id}`), id);
	assert.equal(await op.find(LINE).count(), 0);
	await op.type('тр');
	await op.page.reload();
	await op.onFocus('Фамилия, имя, отчество');
	await op.holds(NAME, 'Тестов Пётр');
	assert.equal((await drafts('reload')).length, 1);
});

story('a killed browser loses nothing', async (open) => {
	const first = await open('killed', { own: true });
	const { patient, address } = someone();

	await firstTime(first, { patient, address });
	await first.press('Alt+Digit1');
	await first.type('узи');
	await first.see(SAVED);
	await first.kill();

	const op = await open('killed');
	const line = await op.read(LINE);
	assert.match(line, /^1 \d\d:\d\d Пётр Т\. · Василеостровский.* · .*терапевт/i);
	assert.doesNotMatch(line, /Тестов/);
	await op.press('Alt+Shift+Digit1');
	await op.gone(LINE);
	await op.holds(NAME, patient['Фамилия, имя, отчество']);
	for (const [id, label] of [['text', 'Адрес'], ['entrance', 'Парадная'],
	    ['flat', 'Квартира']])
		await op.holds(`#f-address-${id}`,
		    address[label]);
	await op.holds('#lookup', 'узи');
	await op.press('Alt+Digit1', 'Escape', 'Control+Enter');
	await op.see('.posted__number');
	await until('killed', 0);
});

story('another workstation: neither overwrites the other', async (open) => {
	const one = await open('stations');

	await typeName(one, 'Перова Анна');
	await one.see(SAVED);
	const two = await open('stations');
	two.allow(/^412 PUT /);
	one.allow(/^412 PUT /);
	await two.press('Alt+Shift+Digit1');
	await two.onFocus('Фамилия, имя, отчество');
	await two.type(' Вторая');
	await two.see(SAVED);
	await one.type(' Первая');
	await one.see('Этот звонок изменён на другом экране');
	const [mine, theirs] = await until('stations', 2);
	assert.notEqual(mine.id, theirs.id);
	await one.holds(NAME, 'Перова Анна Первая');
	await one.press('Alt+KeyZ');
	await one.onFocus('Фамилия, имя, отчество');
	await one.holds(NAME, 'Перова Анна Вторая');
	await one.press('Alt+Shift+Digit1');
	await one.page.waitForFunction(() => document.querySelector(
	    '#f-patient-name').value.endsWith('Первая'));
	await two.holds(NAME, 'Перова Анна Вторая');
});

story('calls that break off are put by and taken up again', async (open) => {
	const op = await open('parking');

	await visit(op, 'мурино', null);
	await typeName(op, 'Перова Анна');
	await op.press('Alt+KeyP');
	await op.onFocus(BOX);
	await op.holds(NAME, '');
	assert.equal(await op.find('.trip[aria-pressed=true] .trip__price')
	    .count(), 0);
	await op.see(LINE);
	await op.press('Alt+Digit2', 'Tab', 'Tab');
	await op.onFocus('Телефон');
	await op.type('88125550102');
	await op.press('Alt+KeyP');
	await op.onFocus(BOX);
	await op.holds('#f-patient-phone', '');
	await op.page.waitForFunction((s) =>
	    document.querySelectorAll(s).length === 2, LINE);
	const labels = (await until('parking', 2)).map((d) => d.label);
	assert.deepEqual(labels, ['…01-02', 'Анна П. · Мурино']);
	await op.shot('call unfinished');
	await op.theme('dark');
	await op.shot('call unfinished dark');

	await op.press('Alt+Digit7');
	await op.onFocus(/…01-02/);
	await op.press('ArrowRight');
	await op.onFocus(/Анна П\./);
	await op.press('Enter');
	await op.onFocus('Фамилия, имя, отчество');
	await op.holds(NAME, 'Перова Анна');
	await op.reads('.price__head', /Мурино/);
	// Opening the other puts this one by.
	await op.press('Alt+Shift+Digit1');
	await op.onFocus('Телефон');
	await op.holds('#f-patient-phone',
	    '+7 812 555-01-02');
	await op.holds(NAME, '');
	await op.reads(LINE, /Анна П\./);
	assert.equal((await drafts('parking')).length, 2);
});

story('what is posted is no draft any more', async (open) => {
	const op = await open('posting');

	await firstTime(op);
	await op.see(SAVED);
	assert.equal((await drafts('posting')).length, 1);
	await op.press('Control+Enter');
	await op.see('.posted__number');
	assert.deepEqual(await drafts('posting'), []);
	await op.page.reload();
	await op.onFocus(BOX);
	await op.holds(NAME, '');
	assert.equal(await op.find(LINE).count(), 0);
});

story('two tabs on one call end with two calls', async (open) => {
	const one = await open('tabs');

	await typeName(one, 'Перова Анна');
	await one.see(SAVED);
	const two = await one.another();
	await two.reads(LINE, /Анна П\..*открыт в другой вкладке/);
	one.allow(/^412 PUT /);
	await two.press('Alt+Shift+Digit1');
	await two.onFocus('Фамилия, имя, отчество');
	await Promise.all([one.type(' Первая'), two.type(' Вторая')]);
	await until('tabs', 2);
	await one.holds(NAME, 'Перова Анна Первая');
	await two.holds(NAME, 'Перова Анна Вторая');
});

story('a duplicated tab begins a call of its own', async (open) => {
	const one = await open('twin');

	await typeName(one, 'Перова Анна');
	await one.see(SAVED);
	const [page] = await Promise.all([
		one.page.context().waitForEvent('page'),
		one.page.evaluate(() => {
			window.open('/call');
		}),
	]);
	const two = new Person(page, one.base);
	await two.see('.question');
	await two.onFocus(BOX);
	await two.holds(NAME, '');
	await one.holds(NAME, 'Перова Анна');
});

story('typed without a connection, saved when it is back', async (open) => {
	const op = await open('offline');
	const personal = () => op.page.evaluate(() =>
	    JSON.stringify([localStorage, sessionStorage]));

	op.allow(/ERR_INTERNET_DISCONNECTED/);
	await typeName(op, 'Перова');
	await op.see(SAVED);
	await op.page.context().setOffline(true);
	await op.type(' Анна');
	await op.see('.saved--away');
	await op.see('.banner');
	await op.press('Alt+KeyP');
	await op.onFocus(BOX);
	await op.reads(LINE, /Анна П\..*ещё не сохранён/);
	await typeName(op, 'Тестов');
	assert.doesNotMatch(await personal(), /Перова|Тестов/);
	await op.page.context().setOffline(false);
	await op.see(SAVED);
	await op.gone('.banner');
	await until('offline', 2);
	await op.press('Alt+Shift+Digit1');
	await op.page.waitForFunction(() => document.querySelector(
	    '#f-patient-name').value === 'Перова Анна');
});

story('after a time-out saving goes on', async (open) => {
	const op = await open('timeout', { fresh: true });

	op.allow(/^401 /);
	await typeName(op, 'Перова');
	await op.see(SAVED);
	await op.page.context().clearCookies();
	await op.type(' Анна');
	await op.see('dialog[open] [type=password]');
	await op.onFocus('Пароль');
	await op.type(it.password);
	await op.press('Enter');
	await op.gone('dialog');
	await op.see(SAVED);
	await op.onFocus('Фамилия, имя, отчество');
	await op.holds(NAME, 'Перова Анна');
	assert.equal((await until('timeout', 1))[0].label, 'Анна П.');
});

story('a posting without an answer is sent again as one', async (open) => {
	const first = await open('unsure');
	const sent = [];
	const watch = (op, answer) => op.page.route('**/api/v1/requests',
	    (route) => {
		const request = route.request();
		if (request.method() !== 'POST')
			return route.fallback();
		sent.push([request.headers()['idempotency-key'],
		    request.postData()]);
		return answer(route);
	    });

	first.allow(/ERR_FAILED/);
	await firstTime(first);
	await watch(first, (route) => route.abort('failed'));
	await first.press('Control+Enter');
	await first.see(/повторяем: она будет одна/);
	await crash(first);

	const op = await open('unsure');
	await watch(op, (route) => route.continue());
	await op.press('Alt+Shift+Digit1');
	const told = await op.see(/Отправка прервалась без ответа/);
	await op.see('Отправить ещё раз');
	// In one line, also while the promise is the longest, after hours.
	assert.ok((await told.boundingBox()).width > 1000);
	assert.ok((await told.boundingBox()).height < 30);
	await op.shot('call unsure');
	await op.press('Control+Enter');
	await op.see('.posted__number');
	assert.ok(sent.length >= 2);
	assert.equal(new Set(sent.map(([key]) => key)).size, 1);
	assert.equal(new Set(sent.map(([, body]) => body)).size, 1);
	assert.deepEqual(await drafts('unsure'), []);
});

story('a posting that arrived without an answer stays one', async (open) => {
	const first = await open('arrived');

	first.allow(/ERR_FAILED/);
	await firstTime(first);
	await first.page.route('**/api/v1/requests', async (route) => {
		if (route.request().method() !== 'POST')
			return route.fallback();
		await route.fetch();
		return route.abort('failed');
	});
	await first.press('Control+Enter');
	await first.see(/повторяем: она будет одна/);
	await crash(first);

	const op = await open('arrived');
	await op.see('Мои заявки сегодня: 1');
	assert.equal(await op.find(LINE).count(), 0);
	assert.deepEqual(await drafts('arrived'), []);
});

story('clearing and deleting can be undone', async (open) => {
	const op = await open('undo');

	await typeName(op, 'Перова Анна');
	await op.see(SAVED);
	await op.tabTo('Очистить');
	await op.press('Enter');
	await op.onFocus(BOX);
	await op.holds(NAME, '');
	await until('undo', 0);
	await op.press('Alt+KeyZ');
	await op.see(SAVED);
	await op.holds(NAME, 'Перова Анна');
	await until('undo', 1);

	await op.press('Alt+KeyP', 'Alt+Digit7');
	await op.onFocus(/Анна П\./);
	await op.press('Delete');
	await op.see('Незаконченный звонок удалён.');
	await op.gone(LINE);
	await until('undo', 0);
	await op.press('Alt+KeyZ');
	await op.see(LINE);
	await until('undo', 1);
	await op.press('Alt+Shift+Digit1');
	await op.page.waitForFunction(() => document.querySelector(
	    '#f-patient-name').value === 'Перова Анна');
});

story('who leaves finds the call again, and nobody else does', async (open) => {
	const op = await open('leaving', { fresh: true });

	await typeName(op, 'Перова Анна');
	await op.tabTo('Выйти', 'Shift+Tab');
	await op.press('Enter');
	await op.see('[name=username]');
	await op.signIn('operator');
	await op.see('.question');
	await op.holds(NAME, '');
	assert.equal(await op.find(LINE).count(), 0);
	await op.tabTo('Выйти', 'Shift+Tab');
	await op.press('Enter');
	await op.signIn('leaving');
	await op.see('.question');
	await op.reads(LINE, /Анна П\./);
});

story('a call is not saved for whoever signs in beside it', async (open) => {
	const op = await open('swapped', { fresh: true });

	op.allow(/^401 GET \/events$/, /^403 PUT /, /^failed GET /);
	await typeName(op, 'Перова Анна');
	await op.see(SAVED);
	// Only a save tells it of the other person, no poll.
	await op.page.route(/\/api\/v1\/(drafts|requests)(\?|$)/,
	    (route) => route.abort());
	const other = await op.another();
	await other.tabTo('Выйти');
	await other.press('Enter');
	await other.signIn('next');
	await other.see('.question');
	await op.page.bringToFront();
	await op.type(' Чужая');
	await op.page.waitForFunction(() =>
	    document.querySelector('#f-patient-name')?.value === '');
	assert.deepEqual(await drafts('next'), []);
	assert.equal((await drafts('swapped'))[0].label, 'Анна П.');
});

story('a call that ends without a request leaves no draft', async (open) => {
	const op = await open('ended');

	await visit(op, 'мурино', null);
	await typeName(op, 'Перова Анна');
	await op.see(SAVED);
	await op.press('Alt+Digit0');
	await op.onFocus(/дорого/);
	await op.press('Digit1', 'Enter');
	await op.see('Звонок записан.');
	await until('ended', 0);
	assert.equal(await op.find(LINE).count(), 0);
});
