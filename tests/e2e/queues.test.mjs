/** The back line, by keyboard: handed on from a call, taken, called, ended. */
import assert from 'node:assert/strict';
import { site } from './browser.mjs';

const it = site({ users: [{ login: 'nurse1', role: 'operator' }] });
const { story } = it;

const PHONE = '8125550177';

/** handedOn(queue, note): a task as somebody else made it. */
async function handedOn(queue, note) {
	const operator = await it.login('operator');
	const got = await operator.post('/tasks', { queue, note,
	    phone: '+78125550178', name: 'Тестова Анна' });

	assert.equal(got.status, 201, got.text);
	return got.body;
}

/** The desk of the queues, reached as a person does. */
async function desk(open, login) {
	const who = await open(login);

	await who.page.click('.header__nav a[href="/queues"]');
	await who.see('.queues .queue');
	return who;
}

story('a caller is handed on in a few keys; the phone is there already', async (open) => {
	const op = await open('operator');

	await op.see('.question');
	await op.page.fill('#f-patient-phone', PHONE);
	await op.press('Alt+KeyT');
	await op.see('dialog .choice__option');
	assert.match(await op.page.inputValue('#d-phone'), /812.?555.?01.?77/);
	await op.press('2');
	await op.onFocus('О чём');
	await op.type('как хранить пробу');
	await op.shot('hand-on');
	const before = op.strokes;
	await op.press('Control+Enter');
	await op.see(/Передано: перезвонят/);
	await op.gone('dialog');
	assert.ok(op.strokes - before <= 2);
	const { body } = await (await it.login('operator')).get(
	    '/tasks?queue=nurse');
	assert.ok(body.items.some((t) => t.note === 'как хранить пробу'));
	/* the call itself stands as it was */
	assert.match(await op.page.inputValue('#f-patient-phone'), /555/);
});

story('what is missing is told beside it, nothing is lost', async (open) => {
	const op = await desk(open, 'operator');

	await op.russian('KeyP');
	await op.see('dialog .choice__option');
	await op.press('Control+Enter');
	await op.see(/Нужен телефон/);
	await op.page.fill('#d-phone', '555');
	await op.page.fill('#d-note', 'слова');
	await op.page.click('dialog .choice__option');
	op.allow(/^422 POST \/tasks$/);
	await op.press('Control+Enter');
	await op.see('dialog .field__error');
	assert.equal(await op.page.inputValue('#d-note'), 'слова');
	await op.page.fill('#d-phone', PHONE);
	await op.press('Control+Enter');
	await op.gone('dialog');
});

story('next, call, hand over, finish; the colleague sees it at once', async (open) => {
	const task = await handedOn('physiotherapy', 'гимнастика после травмы');
	const one = await desk(open, 'operator');
	const two = await desk(open, 'nurse1');

	await two.see(`.row[data-id="${task.id}"]`);
	await one.page.click('.queue:has-text("Физиотерапевт")');
	await one.reads('.queues__title', /Физиотерапевт/);
	await one.press('n');
	await one.see('.board__card .card-actions');
	await one.reads('.board__card h2', /555-01-78/);
	await one.shot('queues-card');
	await two.see(`.row[data-id="${task.id}"]:has-text("в работе")`);
	await one.russian('KeyA');
	await one.see('dialog .choice__option');
	await one.press('1', 'Control+Enter');
	await one.gone('dialog');
	await one.see('.board__card .urgency--kept');
	await one.press('h');
	await one.see('dialog .choice__option');
	await one.press('2');
	await one.page.selectOption('#d-to', 'queue:nurse');
	await one.shot('handover');
	await one.press('Control+Enter');
	await one.gone('dialog');
	await one.see('.history :text("Дежурная медсестра")');
	await two.see(`.row[data-id="${task.id}"]:has-text("1 передача")`);
	await two.page.click(`.row[data-id="${task.id}"]`);
	await two.see('.card-actions');
	await two.press('t');
	await two.see('.card-actions :text("Закончить")');
	await two.press('g');
	await two.see('dialog .choice__option');
	await two.press('Control+Enter');
	await two.see('dialog .field__error');
	await two.page.click('dialog .choice__option');
	await two.page.fill('#d-note', 'показала упражнения');
	await two.press('Control+Enter');
	await two.gone('dialog');
	await two.see('.facts :text("вопрос решён: показала упражнения")');
	await two.press('Escape', '3');
	await two.see(`.row[data-id="${task.id}"]:has-text("закончен")`);
});

story('who comes late is told who has it; taking over asks why', async (open) => {
	const task = await handedOn('post_booking', 'перенести запись');
	const one = await desk(open, 'operator');
	const two = await desk(open, 'nurse1');

	for (const who of [one, two]) {
		await who.page.click(`.row[data-id="${task.id}"]`);
		await who.see('.card-actions :text("Взять")');
	}
	two.allow(/^409 POST /, /^412 POST /);
	await Promise.all([one.press('t'), two.press('t')]);
	const lost = await Promise.race([one, two].map(async (who) => {
		await who.see('.card-actions :text("Забрать")');
		return who;
	}));
	one.allow(/^409 POST /, /^412 POST /);
	await lost.press('o');
	await lost.see('dialog textarea');
	await lost.type('коллега вышла');
	await lost.press('Control+Enter');
	await lost.gone('dialog');
	await lost.see('.card-actions :text("Закончить")');
	const other = lost === one ? two : one;
	await other.see(/коллега вышла/);
});

story('a call taken by mistake goes back by Z; so does one that ended',
    async (open) => {
	const task = await handedOn('nurse', 'перевязка');
	const who = await desk(open, 'nurse1');

	await who.page.click(`.row[data-id="${task.id}"]`);
	await who.see('.card-actions :text("Взять")');
	await who.press('t');
	await who.reads('.toast', /Звонок ваш.*Вернуть Z \d+ с/);
	await who.russian('KeyZ');
	await who.see('.card-actions :text("Взять")');
	await who.press('t');
	await who.see('.card-actions :text("Закончить")');
	await who.press('g');
	await who.see('dialog .choice__option');
	await who.press('1', 'Control+Enter');
	await who.gone('dialog');
	await who.reads('.toast >> text=Звонок закончен', /Вернуть Z \d+ с/);
	await who.shot('queues-undo');
	await who.russian('KeyZ');
	await who.see('.card-actions :text("Закончить")');
	await who.reads('.history', /отменено · закончен/);
});
