/** The place read out of the address while it is typed. */
import assert from 'node:assert/strict';
import { site } from './browser.mjs';
import { answerNo, consent, firstTime, someone, visit } from './operator.mjs';

const it = site();
const { story } = it;

const ASKED = '.ask-place';
const place = (op) => op.page.inputValue('#f-address-place');

/** Type ${text} as the address. */
async function typeAddress(op, text) {
	await op.press('Alt+Digit3');
	await op.fill({ 'Адрес': text });
}

async function newest(op) {
	const number = await op.read('.posted__number');
	const client = await it.login('operator');
	const { body } = await client.get('/requests?mine=1&limit=200');
	const { id } = body.items.find((r) => r.number === number);
	return (await client.get(`/requests/${id}`)).body;
}

story('an address fills the place nobody chose, and follows it', async (open) => {
	const op = await open('operator', { fresh: true });

	await typeAddress(op, 'г. Мурино, Тестовая улица, 5');
	await op.see('.price__head:has-text("Мурино")');
	assert.equal(await place(op), 'Мурино');
	await op.see('.place .field__hint:has-text("из адреса")');
	await op.shot('address-read');
	await op.fill({ 'Адрес': 'Кудрово, Тестовая улица, 5' });
	await op.see('.price__head:has-text("Кудрово")');
	await op.fill({ 'Адрес': 'Тестовая улица, 5' });
	await op.see('.price .empty');
	assert.equal(await place(op), '');
});

story('an address that may be two is asked', async (open) => {
	const op = await open('operator');

	await typeAddress(op, 'Кировский р-н, Тестовая улица, 5');
	await op.reads(ASKED, /«Кировский р-н» — что именно/);
	await op.shot('address-asked');
	await op.tabTo(/^Кировский район \(ЛО\)/);
	await op.press('Enter');
	await op.see('.price__head:has-text("Кировский район (ЛО)")');
	await op.gone(ASKED);
	await op.onFocus('Парадная');
});

story('a place chosen by hand stays: kept with a reason', async (open) => {
	const op = await open('operator', { fresh: true });
	const who = someone();

	who.address['Адрес'] = 'Мурино, Тестовая улица, 77';
	await firstTime(op, who);
	await op.reads(ASKED,
	    /В адресе — Мурино, а выбрано: Василеостровский район/);
	assert.equal(await place(op), 'Василеостровский район');
	await op.shot('address-contradicts');
	await op.theme('dark');
	await op.shot('address-contradicts-dark');
	await op.theme('light');
	await op.press('Alt+Digit3');
	await op.tabTo(/^Оставить: Василеостровский район/);
	await op.press('Enter');
	await op.onFocus('Почему не то место, что в адресе');
	await op.type('так называется корпус');
	await op.shot('address-kept');
	await op.press('Control+Enter');
	const made = await newest(op);
	assert.equal(made.address.place, 'vasileostrovsky');
	assert.equal(made.address.place_reason, 'так называется корпус');
	assert.ok(made.flags.includes('address_contradicts'));

	const dispatcher = await open('dispatcher', { fresh: true });
	await dispatcher.see('.tag--address_contradicts');
	await dispatcher.press('KeyN');
	await dispatcher.see(/так называется корпус/);
	await dispatcher.see('.facts .tag:has-text("адрес спорит с районом")');
	await dispatcher.shot('address-contradicts-board');
});

story('or the place of the address is taken: another zone, another consent', async (open) => {
	const op = await open('operator', { fresh: true });

	await visit(op);
	await typeAddress(op, 'Мурино, Тестовая улица, 78');
	await op.see(ASKED);
	await answerNo(op);
	await consent(op);
	assert.ok(await op.page.isChecked('#f-consent-price'));
	await op.press('Alt+Digit3');
	await op.tabTo(/^Мурино/);
	await op.press('Enter');
	await op.see('.price__head:has-text("Мурино")');
	await op.gone(ASKED);
	await op.onFocus('Парадная');
	assert.equal(await place(op), 'Мурино');
	assert.equal(await op.page.isChecked('#f-consent-price'), false);
	await op.fill({ 'Адрес': 'Тестовая улица, 78' });
	await op.see('.price__head:has-text("Мурино")');
});
