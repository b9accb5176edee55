/** What an operator does with requests already posted, by keyboard. */
import assert from 'node:assert/strict';
import { posted } from '../http/dispatch.mjs';
import { site } from './browser.mjs';

const it = site({ users: [{ login: 'relief', role: 'operator' }] });
const { story } = it;

/** stored(id): the request as the store has it. */
async function stored(id) {
	const operator = await it.login('operator');
	return (await operator.get(`/requests/${id}`)).body;
}

/** claim(id): a dispatcher takes it. */
async function claim(id) {
	const dispatcher = await it.login('dispatcher');
	const { headers } = await dispatcher.get(`/requests/${id}`);
	const got = await dispatcher.post(`/requests/${id}/claim`, {},
	    { etag: headers.etag });

	assert.equal(got.status, 200, got.text);
	return got.body;
}

/** The list of today, its first line open: it is the newest. */
async function openNewest(op, number) {
	await op.see(`.mine__line:has-text("${number}")`);
	await op.press('Alt+Digit8');
	await op.onFocus(new RegExp(`^${number}`));
	await op.press('Enter');
	await op.see('dialog[open] .card-actions');
}

story('the list of today: states in words, arrows, one key to it', async (open) => {
	const first = (await posted(it)).body;
	const second = (await posted(it)).body;
	const op = await open('operator');

	await op.see(`.mine__line:has-text("${second.number}")`);
	await op.press('Alt+Digit8');
	await op.onFocus(new RegExp(`^${second.number} в очереди`));
	await op.press('ArrowDown');
	await op.onFocus(new RegExp(`^${first.number}`));
	await op.reads(`.mine__line:has-text("${first.number}")`,
	    /в очереди .*Пётр Т\., 19\d\d.* (есть время|пора|срочно)/);
	await claim(first.id);
	await op.see(`.mine__line:has-text("${first.number}"):has-text("в работе")`);
	await op.press('ArrowUp', 'Enter');
	await op.reads('dialog h2', new RegExp(second.number));
	await op.press('Escape');
	await op.gone('dialog');
	await op.onFocus(new RegExp(`^${second.number}`));
	await op.press('F1');
	await op.reads('.keys', /Alt ?8 мои заявки/);
});

story('called again: one key, words if they matter, the promise stays', async (open) => {
	const { id, number, promise } = (await posted(it)).body;
	const op = await open('operator');

	await openNewest(op, number);
	await op.reads('dialog .say',
	    /Повторный звонок этот срок не сдвигает/);
	assert.doesNotMatch(await op.read('dialog'), /кашель|терапевт/i);
	await op.shot('peek');
	await op.russian('KeyA');
	await op.see(/Отмечено: звонили снова/);
	await op.onFocus('Заметка');
	await op.type('ждёт у парадной');
	await op.press('Enter');
	await op.see(/обещанное время прежнее/);
	await op.see('.history li:has-text("позвонил снова")');
	await op.see('.history li:has-text("ждёт у парадной")');
	const now = await stored(id);
	assert.deepEqual(now.promise.deadline_at, promise.deadline_at);
	assert.ok(now.flags.includes('called_again'));
	await op.press('Escape');
	await op.see(`.mine__line:has-text("${number}"):has-text("снова")`);
	await op.shot('mine');
	await op.theme('dark');
	await op.press('Enter');
	await op.see('dialog[open] .card-actions');
	await op.shot('peek dark');
});

story('a wrong phone is put right while it waits', async (open) => {
	const { id, number } = (await posted(it)).body;
	const op = await open('operator');

	await openNewest(op, number);
	await op.russian('KeyE');
	await op.onFocus('Телефон пациента');
	await op.shot('correct');
	await op.press('Control+Enter');
	await op.see('Ничего не изменено.');
	await op.press('Control+A');
	await op.type('555-01-77');
	await op.press('Control+Enter');
	await op.reads('dialog[open] .field__error', /10 цифр/);
	await op.tabTo('Телефон пациента');
	await op.press('Control+A');
	await op.type('8 812 555 01 77');
	await op.tabTo('Квартира');
	await op.press('Control+A');
	await op.type('41А');
	await op.press('Control+Enter');
	await op.see('Контакты исправлены.');
	await op.see('.history li:has-text("телефон пациента и квартира")');
	const now = await stored(id);
	assert.equal(now.patient.phone, '+78125550177');
	assert.equal(now.address.flat, '41А');
});

story('who corrects too late sees who has it and passes it on', async (open) => {
	const { id, number } = (await posted(it)).body;
	const op = await open('operator');

	op.allow(/^409 PATCH /, /^412 PATCH /);
	await openNewest(op, number);
	await op.russian('KeyE');
	await op.onFocus('Телефон пациента');
	await op.press('Control+A');
	await op.type('8 812 555 01 78');
	await claim(id);
	await op.press('Control+Enter');
	await op.reads('dialog[open] .notice--warn:has-text("ведёт")',
	    /ведёт dispatcher с/);
	await op.onFocus('Заметка');
	assert.match(await op.page.inputValue('#d-text'),
	    /телефон пациента: \+7 812 555-01-78/);
	await op.shot('correct too late');
	await op.press('Control+Enter');
	await op.see('Заметка добавлена.');
	await op.see('dialog .tag:has-text("в работе")');
	const dispatcher = await it.login('dispatcher');
	const { items } = (await dispatcher.get(`/requests/${id}/history`)).body;
	assert.match(items.at(-1).comment, /телефон пациента: \+7 812 555-01-78/);
	assert.notEqual((await stored(id)).patient.phone, '+78125550178');
});

story('a change made meanwhile shows, and what was typed stays', async (open) => {
	const { id, number } = (await posted(it)).body;
	const op = await open('operator');
	const elsewhere = await it.login('operator');

	op.allow(/^412 PATCH /);
	await openNewest(op, number);
	await op.russian('KeyE');
	await op.onFocus('Телефон пациента');
	await op.press('Control+A');
	await op.type('8 812 555 01 79');
	// The window hears nothing of the change until it saves.
	await op.page.route(`**/api/v1/requests/${id}`, (route) =>
	    (route.request().method() === 'GET' ? route.abort('aborted')
		: route.continue()), { times: 1 });
	const { headers } = await elsewhere.get(`/requests/${id}`);
	const got = await elsewhere.call('PATCH', `/requests/${id}`,
	    { patient: { phone: '+78125550180' }, address: { flat: '99' } },
	    { etag: headers.etag });
	assert.equal(got.status, 200, got.text);
	await op.press('Control+Enter');
	const told = await op.read('dialog[open] .notice--warn');
	assert.match(told, /телефон пациента: \+7 812 555-01-80 — ваш текст оставлен/);
	assert.match(told, /квартира: 99/);
	await op.holds('#d-address-flat', '99');
	await op.shot('correct meanwhile');
	await op.press('Control+Enter');
	await op.see('Контакты исправлены.');
	const now = await stored(id);
	assert.equal(now.patient.phone, '+78125550179');
	assert.equal(now.address.flat, '99');
});

story('cancelled with a reason while it waits', async (open) => {
	const { id, number } = (await posted(it)).body;
	const op = await open('operator');

	await openNewest(op, number);
	await op.russian('KeyC');
	await op.see('dialog[open] .choice__option');
	await op.press('Digit1', 'Control+Enter');
	await op.see('Заявка отменена.');
	await op.see('dialog .tag:has-text("отменена")');
	assert.equal(await op.find('dialog [aria-keyshortcuts=C]').count(), 0);
	assert.equal(await op.find('dialog [aria-keyshortcuts=E]').count(), 0);
	assert.equal((await stored(id)).reason, 'better');
});

story('by its number from the one box, a colleague\'s too', async (open) => {
	const { id, number } = (await posted(it)).body;
	const op = await open('operator');

	await op.lookup(number, '.option__note');
	await op.press('Enter');
	await op.see('dialog[open] .card-actions');
	await op.reads('dialog h2', new RegExp(number));
	await op.press('Escape');

	const other = await open('relief');
	other.allow(/^403 GET \/requests\//);
	await other.lookup(number, '.option__note');
	await other.press('Enter');
	await other.see(/принял другой оператор/);
	await other.tabTo('Заметка');
	await other.press('Enter');
	await other.see(/обещанное время прежнее/);
	assert.ok((await stored(id)).flags.includes('called_again'));
});

story('the dispatcher who holds it corrects it too', async (open) => {
	const { id, number } = (await posted(it)).body;
	const who = await open('dispatcher');

	for (let title = ''; title !== number;) {
		await who.russian('KeyN');
		await who.see(`.board__card:not([aria-label*="${title || '?'}"]) ` +
		    '.card-actions');
		title = await who.find('.card__head h2').innerText();
	}
	await who.russian('KeyE');
	await who.onFocus('Телефон пациента');
	await who.tabTo('Домофон');
	await who.press('Control+A');
	await who.type('41К1234');
	await who.press('Control+Enter');
	await who.see('Контакты исправлены.');
	await who.see('.history li:has-text("домофон")');
	assert.equal((await stored(id)).address.intercom, '41К1234');
});
