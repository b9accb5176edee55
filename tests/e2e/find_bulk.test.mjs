/** The board's search among all requests, and one act on many of them. */
import assert from 'node:assert/strict';
import { status } from '../http/checks.mjs';
import { posted } from '../http/dispatch.mjs';
import { site } from './browser.mjs';

const it = site({ users: [{ login: 'colleague', role: 'dispatcher' }] });
const { story } = it;

/** named(name): a request of ${name}, in the queue. */
async function named(name) {
	return (await posted(it, { patient: { name, birth_date: '1971-05-06',
	    phone: '+7 812 555-01-77' }, duplicate: { action: 'new_anyway',
		reason: 'проверка' } })).body;
}

async function cancelled(q) {
	const operator = await it.login('operator');

	status(await operator.post(`/requests/${q.id}/cancel`,
	    { reason: 'better' }, { etag: `"${q.version}"` }), 200);
}

const rows = (who) => who.page.locator('.row').count();
const hasRows = (who, n) => who.page.waitForFunction(
    (wanted) => document.querySelectorAll('.row').length === wanted, n);

story('an ended request is found by its name, and opened', async (open) => {
	const q = await named('Щеглова Инга Тарасовна');

	await cancelled(q);
	await named('Щеглов Тихон Ильич');
	const who = await open('dispatcher');
	await who.press('Slash');
	await who.see('#board-find:focus');
	await who.reads('.empty', /Наберите две буквы/);
	await who.type('щегл');
	await hasRows(who, 2);
	await who.reads('.found', /Найдено 2 заявки/);
	await who.type(' инга');
	await hasRows(who, 1);
	await who.shot('find');
	await who.press('ArrowDown', 'Enter');
	await who.reads('.card__head h2', new RegExp(q.number));
	await who.press('Escape', 'Escape');
	await who.see('.tabs');
	assert.equal(new URL(who.page.url()).hash, '');
});

story('what is looked for survives a reload', async (open) => {
	await cancelled(await named('Чижова Рада Ильинична'));
	const who = await open('dispatcher');

	await who.press('Slash');
	await who.type('чижова');
	await hasRows(who, 1);
	await who.page.selectOption('[data-find=state]', 'cancelled');
	await who.reads('[data-chip=state]', /отменена/);
	await who.page.reload();
	await hasRows(who, 1);
	await who.holds('#board-find', 'чижова');
	await who.reads('[data-chip=state]', /отменена/);
	await who.page.selectOption('[data-find=state]', 'closed');
	await who.reads('.empty', /Ничего не нашлось/);
	await who.shot('find-chips');
	await who.find('[data-chip=state]').click();
	await hasRows(who, 1);
	await who.find('[data-find=created_by]').fill('operator');
	await who.press('Enter');
	await who.reads('[data-chip=created_by]', /operator/);
	await hasRows(who, 1);
	await who.find('#board-find').fill('');
	await who.press('Backspace');
	await who.gone('[data-chip]');
	await who.find('[data-find=place]').click();
	await who.type('васька');
	await who.reads('.place__list', /Василеостровский/);
	await who.shot('find-place');
	await who.press('Enter');
	await who.reads('[data-chip=place]', /Василеостровский район/);
	await who.reads('.row', /Василеостровский район/);
	await who.page.reload();
	await who.reads('[data-chip=place]', /Василеостровский район/);
});

story('several are picked, claimed and taken back', async (open) => {
	const before = await open('dispatcher');
	const had = await rows(before);
	for (const name of ['Первая Анна', 'Вторая Анна', 'Третья Анна'])
		await named(name);

	const who = before;
	await hasRows(who, had + 3);
	await who.press('Home', 'Space', 'Shift+ArrowDown');
	await who.reads('.bulk__count', /Отмечено 2 заявки/);
	await who.shot('bulk');
	await who.russian('KeyT');
	await who.see(/Взято: 2 из 2/);
	await who.gone('.bulk');
	await who.reads('#tab-mine', /Мои\s+2/);
	await who.russian('KeyZ');
	await who.see(/Возвращено: 2 из 2/);
	await who.reads('#tab-mine', /Мои\s+0/);
	await hasRows(who, had + 3);
});

story('what one is refused is told beside it; a reason for all',
    async (open) => {
	const who = await open('dispatcher');
	await named('Четвёртая Анна');
	const colleague = await it.login('colleague');

	await who.press('Home');
	await who.press('Control+KeyA');
	const n = await rows(who);
	await who.reads('.bulk__count', new RegExp(`${n}`));
	await who.russian('KeyC');
	await who.see('dialog .choice__option');
	await who.press('Digit2', 'Control+Enter');
	await who.see(new RegExp(`Отменено: ${n} из ${n}`));
	await who.reads('.empty', /Очередь пуста/);

	const taken = await named('Пятая Анна');
	await named('Шестая Анна');
	await hasRows(who, 2);
	/* The colleague is faster; this screen learns of it too late. */
	const free = await who.hold('**/api/v1/requests/bulk');
	await who.press('Home', 'Control+KeyA');
	await who.russian('KeyT');
	status(await colleague.post(`/requests/${taken.id}/claim`, {},
	    { etag: `"${taken.version}"` }), 200);
	await free();
	await who.see(/Взято: 1 из 2/);
});

story('many are taken over from a colleague, and handed back', async (open) => {
	const who = await open('dispatcher');
	const colleague = await it.login('colleague');

	for (const name of ['Седьмая Анна', 'Восьмая Анна']) {
		const q = await named(name);
		status(await colleague.post(`/requests/${q.id}/claim`, {},
		    { etag: `"${q.version}"` }), 200);
	}
	await who.press('Digit3');
	await who.see('.row:has-text("colleague")');
	await who.press('Home', 'Control+KeyA');
	const n = await rows(who);
	await who.russian('KeyO');
	await who.see('dialog[open]');
	await who.press('Control+Enter');
	await who.reads('dialog .field__error', /причину/);
	await who.tabTo(/^Почему/);
	await who.type('ушла домой');
	await who.press('Control+Enter');
	await who.see(new RegExp(`Забрано: ${n} из ${n}`));
	await who.press('Digit2');
	await who.page.waitForFunction((least) =>
	    document.querySelectorAll('.row').length >= least, n);
	const mine = await rows(who);
	await who.press('Home', 'Control+KeyA');
	await who.russian('KeyH');
	await who.see('dialog .choice__option');
	await who.press('Digit1');
	await who.tabTo(/^Почему/);
	await who.type('вернулась');
	await who.shot('bulk-handover');
	await who.press('Control+Enter');
	await who.see(new RegExp(`Передано: ${mine} из ${mine}`));
});
