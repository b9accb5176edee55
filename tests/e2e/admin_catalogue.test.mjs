/** The catalogue by keyboard: what an edit answers is known before it is out. */
import assert from 'node:assert/strict';
import { status } from '../http/checks.mjs';
import { site } from './browser.mjs';

const it = site({}, async () => {
	const operator = await it.login('operator');
	for (const q of ['грязевые обертывания', 'лечение пчелами',
	    'лечение пчелами'])
		status(await operator.get(`/services/search?q=${
		    encodeURIComponent(q)}&final=1`), 200);
});
const { story } = it;

async function desk(open, title) {
	const who = await open('admin');

	await who.tabTo('Каталог');
	await who.press('Enter');
	await who.see('.edit-row');
	while (!(await who.read('.edit-subjects [aria-current]')).includes(title))
		await who.press('Alt+ArrowDown');
	return who;
}

async function pick(who, text) {
	await who.press('Slash', 'Control+A');
	await who.type(text);
	await who.reads('.edit-list__count', /^1 строка/);
	await who.press('ArrowDown');
	await who.see('.edit-form');
}

const get = async (path) => (await it.login('admin')).get(path);

story('an edit that changes answers is shown before it is published', async (open) => {
	const who = await desk(open, 'Услуги');
	who.allow(/^409 PATCH/);

	await pick(who, 'голова в датчиках');
	await who.page.selectOption('#e-verdict', 'ask_dispatcher');
	await who.page.selectOption('#e-performer', 'doctor');
	await who.press('Control+Enter');
	await who.see('dialog[open] .moves');
	await who.reads('dialog[open]', /на 3 проверочных запроса.*EEG Не на дому E02 Решит диспетчер E02 не то/);
	await who.onFocus('Вернуться к правке');
	await who.press('Enter');
	await who.gone('dialog');
	assert.equal((await get('/services/E02')).body.verdict, 'not_allowed');
	await who.holds('#e-verdict', 'ask_dispatcher');

	await who.press('Control+Enter');
	await who.see('dialog[open] .moves');
	await who.press('Control+Enter');
	await who.see('Сохранено и уже действует.');
	assert.equal((await get('/services/E02')).body.verdict, 'ask_dispatcher');
	await who.press('Alt+KeyZ');
	await who.see('Возвращено как было.');
	assert.equal((await get('/services/E02')).body.verdict, 'not_allowed');
});

story('an alias another service has: where it stands is told', async (open) => {
	const who = await desk(open, 'Услуги');
	who.allow(/^422 PATCH/);

	await pick(who, 'аудиометрия');
	await who.press('Enter');
	await who.tabTo('Как ещё говорят');
	await who.press('Control+End', 'Enter');
	await who.type('спирометрия');
	await who.press('Control+Enter');
	await who.reads('#e-aliases-error', /E01, Функция внешнего дыхания/);
});

story('samples are approved one after the other', async (open) => {
	const who = await desk(open, 'Услуги');

	await who.page.check('.edit-list__head input[type=checkbox]');
	await who.page.focus('#edit-rows');
	await who.press('ArrowDown');
	await who.see('.edit-form');
	const first = await who.read('.edit-row[aria-selected=true] .edit-row__key');
	await who.press('KeyA');
	await who.see('Сохранено и уже действует.');
	assert.equal((await get(`/services/${first}`)).body.approved, true);
	await who.gone(`#row-${first}`);
	const next = await who.read('.edit-row[aria-selected=true] .edit-row__key');
	assert.notEqual(next, first);
});

story('a query is tried: the answer, and why', async (open) => {
	const who = await desk(open, 'Проверить запрос');

	await who.onFocus(/^Запрос, как набирает/);
	await who.type('узи серца');
	await who.reads('.explain__verdict', /Ответ: Не на дому/);
	await who.reads('.explain__hit', /УЗИ сердца.*E05.*узи серца \d+ %/);
	await who.press('Control+A');
	await who.type('epb cthlwf');
	await who.reads('.explain__hit', /другая раскладка/);
	await who.press('Control+A');
	await who.type('сантехник');
	await who.see('Ничего похожего');
});

story('an unknown term becomes an alias by one key, another goes', async (open) => {
	const who = await desk(open, 'Неизвестные слова');

	await who.reads('.edit-row[aria-selected=true]', /лечение пчелами 2 раза/);
	await who.press('KeyD');
	await who.see(/«лечение пчелами» убрано/);
	await who.press('Alt+KeyZ');
	await who.reads('.edit-row >> nth=0', /лечение пчелами/);
	await who.press('KeyD');
	await who.reads('.edit-row[aria-selected=true]', /грязевые/);
	await who.press('Slash');
	await who.type('массаж');
	await who.see('.offers li');
	await who.press('Enter');
	await who.see(/«грязевые обертывания» теперь означает: Массаж/);
	await who.see('Всё, о чём спрашивали, в справочнике есть');
	const { body } = await get('/services/P03');
	assert.equal(body.aliases.at(-1), 'грязевые обертывания');
});
