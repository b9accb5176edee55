/** Danger before the price, a child, twins, the promise: by keyboard. */
import assert from 'node:assert/strict';
import { birthday, rubles } from '../http/checks.mjs';
import { site } from './browser.mjs';
import { answerNo, consent, firstTime, someone, visit } from './operator.mjs';

const it = site();
const { story } = it;

const typed = (iso) => iso.split('-').reverse().join('.');
const STATE = '[data-part=red_flags] .fold__state';
const answered = (op, answer) => op.find(
    `[data-part=red_flags] [data-answer=${answer}]`);

/** What the page sends to ${path}, as it goes. */
function sentTo(op, path) {
	const sent = [];

	op.page.on('request', (r) => {
		if (r.method() === 'POST' && r.url().endsWith(`/api/v1${path}`))
			sent.push(r.postDataJSON());
	});
	return sent;
}

async function fillPatient(op, fields) {
	await op.press('Alt+Digit2');
	await op.fill(fields);
}

/** The mother of V3 rings for her child. */
async function fillMother(op) {
	await op.tabTo(/^Звонит не пациент/);
	await op.press('Space');
	await op.fill({ 'ФИО': 'Двойнева Анна' });
	await op.press('Tab');
	await op.type('мать');
	await op.tabTo('Это звонящий');
	await op.press('Enter');
}

story('the price waits for the red flags once somebody is ill', async (open) => {
	const op = await open('operator');

	await visit(op, 'васил', null);
	await op.reads('.price .say', /3 900 ₽/);
	await op.lookup('терапевт', '.verdict--allowed');
	await op.press('Enter');
	await op.reads('.price__flags',
	    /Сначала красные флаги ?Alt\+4/);
	await op.gone('.price .say');
	await op.see('.trip[aria-pressed=true]:has-text("3 900")');
	await op.see('.trip[aria-pressed=false]:has-text("950")');
	await op.reads('[data-part=scripts]', /Угроза жизни.*103/);
	await op.shot('call, red flags first');
	await op.theme('dark');
	await op.shot('call, red flags first, dark');

	await op.press('Alt+Digit4');
	await op.onFocus('да');
	await op.russian('KeyA');
	await op.reads('.price .say', /3 900 ₽/);
	await op.reads('[data-part=scripts]',
	    /Назвать стоимость.*услуги по прайсу отдельно/);
	await op.press('Alt+Digit9');
	await op.gone('[data-part=scripts] .script');
	await op.see('[data-part=scripts] .fold__state:has-text("стоимость")');
});

story('told symptoms alone make the price wait', async (open) => {
	const op = await open('operator');

	await visit(op, 'васил', null);
	await op.see('.price .say');
	await op.press('Alt+Digit3');
	await op.fill({ 'Симптомы': 'кашель' });
	await op.see('.price__flags');
});

story('V8: a yes ends the call without a price', async (open) => {
	const op = await open('operator');
	const calls = sentTo(op, '/calls');

	await visit(op, 'васил', 'терапевт');
	await op.press('Alt+Digit4');
	await op.onFocus('да');
	await op.russian('KeyN');
	await op.russian('KeyN');
	await op.russian('KeyY');
	await op.reads('.emergency', /103 · 112/);
	assert.equal(await op.find('.price').count(), 0);
	await op.see('Записано без личных данных.');
	assert.deepEqual(calls, [{ outcome: 'emergency', reason: null,
	    zone: 'green', performers: ['doctor'], services: [],
	    referral: null, total: null, red_flag: 'RF03' }]);
});

story('"does not know" is asked in other words, counted, never posted', async (open) => {
	const op = await open('operator');
	const sent = sentTo(op, '/requests');
	const first = '[data-part=red_flags] .question >> nth=0';

	await firstTime(op);
	await op.reads('[data-part=red_flags] .fold__state', /нет/);
	await op.press('Alt+Digit4');
	await op.onFocus('нет');
	await op.reads(first, /Без сознания/);
	await op.press('?');
	await op.reads(first, /Не открывает глаза.*спросите иначе/);
	await op.reads(STATE, /спросите ещё раз/);
	await op.reads('.price__flags', /ещё раз/);
	await op.press('Control+Enter');
	await op.see('.error-list:has-text("не знает")');
	await op.press('Alt+Digit4');
	await op.onFocus('не знает');
	await op.press('?');
	await op.reads(first, /уже 2 раз/);
	await op.press('Control+Enter');
	assert.equal(sent.length, 0);
	// Said at last: the error goes with the next word, not the next Ctrl+Enter.
	await op.press('Alt+Digit4');
	await op.onFocus('не знает');
	await op.russian('KeyN');
	await op.gone('.error-list');
});

story('a birth date that comes late asks what it makes due', async (open) => {
	const op = await open('operator');
	const sent = sentTo(op, '/requests');

	await visit(op, 'курортный', 'педиатр');
	await op.press('Alt+Digit4');
	await op.onFocus('да');
	await op.russian('KeyA');
	await op.see('.price .say');
	await op.press('Alt+Digit5');
	await op.see('[data-part=epid] .question');
	await fillPatient(op, { 'Дата рождения': typed(birthday(4)) });
	await op.reads(STATE, /ещё 1 вопрос: ребёнок/);
	await op.onFocus('Дата рождения');
	await op.reads(
	    '[data-part=red_flags] .question:has(.tag)', /^новый Ребёнок вялый/);
	assert.equal(await op.find('[data-part=red_flags] .tag').count(), 1);
	await op.see('.price__flags');
	await op.shot('call, a child comes late');
	await op.press('Alt+Digit4');
	await op.onFocus('да');
	await op.russian('KeyN');
	await op.reads(STATE, /^нет$/);

	const { patient, address } = someone();
	await fillPatient(op, { 'Телефон': patient['Телефон'],
	    'Фамилия, имя, отчество': patient['Фамилия, имя, отчество'] });
	await fillMother(op);
	await op.press('Alt+Digit3');
	await op.fill(address);
	// V3: 38.9, a rash that fades
	await op.press('Alt+Digit5');
	await op.onFocus('да');
	await op.russian('KeyY');
	await op.onFocus('Подробности');
	await op.type('38,9');
	await op.press('Enter');
	await op.russian('KeyN');
	await op.russian('KeyY');
	await op.onFocus('Подробности');
	await op.type('исчезает');
	await op.press('Enter');
	await op.reads(STATE, /^нет$/);
	await op.russian('KeyA');
	await op.onFocus(/^Согласен на выезд/);
	await consent(op);
	await op.see('.price__tariff:has-text("действует до")');
	await op.press('Control+Enter');
	await op.see('.posted__number');
	assert.deepEqual(await op.read('.posted__price'), 'Красная 6 900 ₽');
	await op.reads('.price__tariff', /действует до.*тариф №/);
	assert.equal(sent[0].red_flags.RF14, 'no');
	assert.equal('RF03' in sent[0].red_flags, false, 'not asked of a child');
	// At night one more is on the screen.
	assert.deepEqual(sent[0].scripts.map((s) => s.situation)
	    .filter((s) => s !== 'out_of_hours').sort(), ['price', 'red_flag']);
});

story('an answer of the epid questions asks the red flags again', async (open) => {
	const op = await open('operator');

	await visit(op, 'васил', 'терапевт');
	await op.press('Alt+Digit4');
	await op.onFocus('да');
	await op.russian('KeyA');
	await op.see('[data-part=epid] .question');
	await op.onFocus('да');
	await op.russian('KeyN');
	await op.russian('KeyN');
	await op.russian('KeyY');
	await op.onFocus('Подробности');
	await op.type('не исчезает');
	await op.see(/Задайте красные флаги снова/);
	await op.onFocus('Подробности');
	await op.reads(STATE, /12 из 13/);
	await op.see('.price__flags');
	await op.press('Enter');
	await op.russian('KeyA');
	await op.onFocus('да');
	await op.see('[data-part=red_flags] .question:focus-within:has-text("Сыпь")');
	await op.russian('KeyA');
	await op.see('.price .say');

	await op.press('Alt+Digit5');
	await op.press('ArrowUp', 'ArrowUp', 'ArrowUp');
	await op.page.locator('#f-epid-EA01 input').first().focus();
	await op.russian('KeyY');
	await op.type('39,6');
	await op.reads(STATE, /0 из 13/);
	assert.equal(await answered(op, 'no').count(), 0);
});

story('V12: twins, two requests, one trip', async (open) => {
	const op = await open('operator');
	const { patient, address } = someone();
	const twin = (name) => ({ 'Дата рождения': typed(birthday(6)),
	    'Телефон': patient['Телефон'], 'Фамилия, имя, отчество': name });

	await visit(op, 'васил', 'педиатр');
	await fillPatient(op, twin('Двойнев Кирилл'));
	await fillMother(op);
	await op.press('Alt+Digit3');
	await op.fill(address);
	await answerNo(op);
	await consent(op);
	await op.press('Control+Enter');
	const number = await op.read('.posted__number');
	await op.reads('.posted__price', /3 900 ₽/);
	await op.reads('.posted__buttons',
	    /Ещё пациент по этому адресу ?E/);
	await op.shot('call, posted');
	await op.russian('KeyE');

	await op.onFocus('Номер карты');
	await op.reads('.price__trip',
	    new RegExp(`Выезд общий с заявкой ${number.replace('-', '.')}`));
	await op.see('.trip[aria-pressed=true]:has-text("0 ₽"):has-text("общий выезд")');
	await op.see('.trip[aria-pressed=false]:has-text("950")');
	await op.reads('.price .say', /уже оплачен с другим/);
	await op.holds('#f-address-text',
	    address['Адрес']);
	await op.holds('#f-caller-name',
	    'Двойнева Анна');
	await op.holds('#f-patient-name', '');
	assert.equal(await op.find('[data-part=epid] [data-answer=no]').count(),
	    0);
	await op.lookup('педиатр', '.verdict--allowed');
	await op.press('Enter');
	await fillPatient(op, twin('Двойнева Мария'));
	await op.shot('call, another patient');
	await op.theme('dark');
	await op.shot('call, another patient, dark');
	await answerNo(op);
	await op.see('.consents:has-text("выезд за 0 ₽")');
	await consent(op);
	await op.press('Control+Enter');
	await op.see('.posted__number');
	await op.reads('.posted__price', /0 ₽ общий выезд/);

	const operator = await it.login('operator');
	const { items } = (await operator.get('/requests?mine=1')).body;
	const twins = await Promise.all(items
	    .filter((r) => /^Двойнев|^Кирилл|^Мария/.test(r.patient.masked))
	    .map(async (r) => (await operator.get(`/requests/${r.id}`)).body));
	assert.equal(twins.length, 2);
	const [a, b] = twins.sort((x, y) => x.number.localeCompare(y.number));
	assert.deepEqual([a.quote.total, b.quote.total], [rubles(3900), rubles(0)]);
	assert.equal(b.trip_group, a.id);
	assert.equal(b.legal_representative.name, 'Двойнева Анна');
});

story('out of hours the promise is told before the posting', async (open) => {
	const op = await open('operator');

	await op.page.route('**/api/v1/quote?*', (route) => {
		const url = new URL(route.request().url());
		url.searchParams.set('at', '2030-11-23T23:30:00+03:00');
		return route.continue({ url: String(url) });
	});
	await visit(op, 'васил', null);
	await op.reads('.price .say',
	    /3 900 ₽.*Сейчас диспетчеры не работают.*09:00 24\.11/);
	await op.reads('.actions__promise',
	    /сейчас закрыто: позвонят до 24 нояб.*09:00/);
	await op.reads('[data-part=scripts]',
	    /вне часов работы.*103 при ухудшении/);
	await op.shot('call, out of hours');
});

/** A screen whose clock can be put forward. */
async function withClock(open) {
	const op = await open('operator');

	await op.clock();
	await op.goto();
	await op.see('.question');
	return op;
}

/** From now on the tariff asks 300 roubles more. */
function raise(op) {
	return op.page.route('**/api/v1/quote?*', async (route) => {
		const answer = await route.fetch();
		const quote = await answer.json();
		quote.total.amount += 30000;
		return route.fulfill({ response: answer, json: quote });
	});
}

story('a spoken price is kept while the tariff moves', async (open) => {
	const op = await withClock(open);
	const sent = sentTo(op, '/requests');
	const kept = sentTo(op, '/quotes');

	await firstTime(op);
	await op.see('.price__tariff:has-text("действует до")');
	await raise(op);
	await op.page.clock.fastForward('01:01');
	await op.reads('.price__tariff strong',
	    /Сейчас 4 200 ₽, держим названную/);
	await op.reads('.price .say', /3 900 ₽/);
	await op.reads('.actions__total', /3 900 ₽/);
	await op.shot('call, spoken price kept');
	await op.press('Control+Enter');
	await op.reads('.posted__price', /3 900 ₽/);
	assert.ok(sent[0].quote.id);
	assert.equal(kept.length, 1);
});

story('a price said too long ago is said and agreed to anew', async (open) => {
	const op = await withClock(open);
	const sent = sentTo(op, '/requests');

	await firstTime(op);
	await op.see('.price__tariff:has-text("действует до")');
	await op.page.clock.fastForward('24:01:00');
	await op.see(/Срок названной цены истёк/);
	await op.press('Control+Enter');
	await op.see('.error-list:has-text("согласие с ценой")');
	assert.equal(sent.length, 0);
	// The server has not slept: its next price would be old at once.
	await op.page.route('**/api/v1/quotes', async (route) => {
		const answer = await route.fetch();
		return route.fulfill({ response: answer, json: {
		    ...await answer.json(),
		    valid_until: '2099-01-01T00:00:00+03:00' } });
	});
	await op.press('Alt+Digit6');
	await op.onFocus(/^Согласен на выезд/);
	await op.press('Space');
	await op.see('.price__tariff:has-text("1 янв")');
	await op.gone('Срок названной цены истёк');
});
