/** Who goes where: suggestions, the day on a line, ill, shifts, the sheet. */
import assert from 'node:assert/strict';
import { DAY_MS, clinicDate } from '../http/checks.mjs';
import { reached, window } from '../http/dispatch.mjs';
import { axe } from './axe.mjs';
import { site } from './browser.mjs';

const SHOTS = process.env.SHOTS === '1';

const it = site({ users: [{ login: 'planner', role: 'dispatcher' }] });
const { story } = it;

/** planned(medic, when, changes): a request with a visit. */
async function planned(medic, when, changes) {
	const held = await reached(it, changes, 'planner');

	await held.must('schedule', { medic, ...when });
	return held;
}

/** The desk of visits, tomorrow, with the keys on the first medic. */
async function tomorrow(open, options) {
	const who = await open('dispatcher', options);

	await who.page.goto(`${it.base}/visits`);
	await who.see('.lane[data-medic]');
	await who.press('BracketRight');
	await who.gone('.day-picker__name >> text=сегодня');
	await who.see('.lane[data-medic]');
	return who;
}

/** look(who, name): pictures in two sizes and themes, when asked for. */
async function look(who, name) {
	if (!SHOTS)
		return;
	await who.page.setViewportSize({ width: 1366, height: 768 });
	await who.theme('light');
	await who.shot(`visits ${name} 1366 light`);
	await who.page.setViewportSize({ width: 1920, height: 1080 });
	await who.theme('dark');
	await who.shot(`visits ${name} 1920 dark`);
	await who.page.setViewportSize({ width: 1366, height: 768 });
	await who.theme('light');
}

story('suggestions: a digit picks, with reasons and windows', async (open) => {
	const held = await reached(it, {}, 'dispatcher');
	const who = await open('dispatcher');

	await who.see(`.row >> text=${held.last.number}`).catch(() => {});
	await who.press('Digit2');
	await who.see(`.row >> text=${held.last.number}`);
	await who.press('ArrowDown', 'Enter');
	await who.see('.card-actions');
	await who.russian('KeyS');
	await who.reads('.choice__option', /терапевт.*ездит в эту зону/s);
	await who.see('.others');
	await axe(who);
	await look(who, 'schedule');
	await who.press('BracketRight');
	await who.gone('.day-picker__name >> text=сегодня');
	await who.press('Digit2');
	await who.see('.windows :checked');
	await who.press('Control+Enter');
	await who.gone('dialog');
	await who.reads('.facts', /Домашнев|Врачёва/);
	await who.reads('.card__head', /назначен/);
});

story('a zone not served asks why', async (open) => {
	const held = await reached(it, {}, 'dispatcher');
	const who = await open('dispatcher');

	await who.press('Digit2');
	await who.see(`.row >> text=${held.last.number}`);
	await who.press('ArrowDown', 'Enter');
	await who.see('.card-actions');
	await who.russian('KeyS');
	await who.see('.choice__option');
	await who.press('BracketRight');
	await who.gone('.day-picker__name >> text=сегодня');
	await who.find('.others summary').click();
	await who.find('.others li:has-text("Областная") button').click();
	await who.press('Control+Enter');
	await who.reads('dialog .field__error', /почему именно он/);
	await who.tabTo('Почему в чужую зону');
	await who.type('живёт рядом');
	await who.press('Control+Enter');
	await who.gone('dialog');
	await who.reads('.facts', /Областная/);
});

story('the day on a line: arrows, Enter, ill, planned anew', async (open) => {
	const first = await planned('m06', window(1, 10));
	const second = await planned('m06', window(1, 14));
	const who = await tomorrow(open);
	const bar = `.lane[data-medic=m06] .visit >> text=${first.last.number}`;

	await who.see(bar);
	await axe(who);
	await look(who, 'line');
	await who.find('.lane[data-medic=m06] .medic').focus();
	await who.press('ArrowRight', 'Enter');
	await who.reads('.card__head', new RegExp(first.last.number));
	await look(who, 'card');
	await who.press('Escape');
	await who.gone('.board__card');
	await who.find('.lane[data-medic=m06] .medic').focus();
	await who.russian('KeyB');
	await who.reads('dialog', new RegExp(`${second.last.number}`));
	await who.press('Control+Enter');
	await who.reads('dialog .field__error', /причину/);
	await who.tabTo('Причина');
	await who.type('температура');
	await look(who, 'ill');
	await who.press('Control+Enter');
	await who.gone('dialog');
	await who.reads('.left-over', new RegExp(
	    `${first.last.number}[^]*${second.last.number}`));
	await who.reads('.lane[data-medic=m06] .absent', /температура/);
	await look(who, 'left');

	await who.find(`.left-over button >> text=${first.last.number}`).click();
	await who.see('.card-actions');
	await who.russian('KeyS');
	await who.see('dialog .script[open]');
	await who.see('dialog .choice__option');
	await who.press('Digit1', 'Control+Enter');
	await who.gone('dialog');
	await who.gone(`.left-over button >> text=${first.last.number}`);
	await who.reads('.left-over', new RegExp(second.last.number));
});

story('shifts are changed, removed and put back', async (open) => {
	const who = await tomorrow(open);
	const lane = '.lane[data-medic=m08]';

	await who.find(`${lane} .medic`).focus();
	await who.russian('KeyW');
	await who.see('dialog .shift-row');
	await axe(who);
	await look(who, 'shifts');
	await who.tabTo(/Отсутствует весь день/);
	await who.press('Space');
	await who.tabTo('Заметка');
	await who.type('учёба');
	await who.press('Control+Enter');
	await who.reads('dialog .shift-row__absent', /отсутствует/);
	who.allow(/^422 POST \/medics\/m08\/shifts$/);
	await who.press('Control+Enter');
	await who.reads('dialog .field__error', /уже записано/);
	await who.press('Escape');
	await who.gone('dialog');
	await who.reads(`${lane} .absent`, /учёба/);
	await who.press('KeyW');
	await who.find('dialog .shift-row:has(.shift-row__absent) .button--icon').click();
	await who.gone('dialog .shift-row__absent');
	await who.press('Escape');
	await who.gone('dialog');
	await who.gone(`${lane} .absent`);
	await who.press('Alt+KeyZ');
	await who.reads(`${lane} .absent`, /учёба/);
});

story('a colleague\'s absence is on this screen at once', async (open) => {
	const who = await tomorrow(open);
	const admin = await it.login('admin');
	const lane = '.lane[data-medic=m07]';

	await who.see('.live--live');
	await who.see(lane);
	const got = await admin.post('/medics/m07/shifts', { kind: 'absence',
	    date: clinicDate(Date.now() + DAY_MS), note: 'отпуск' });
	assert.equal(got.status, 201, got.text);
	await who.page.waitForSelector(`${lane} .absent`, { timeout: 2000 });
});

story('the day sheet has the door, the price and the phone', async (open) => {
	const held = await planned('m05', window(1, 10));
	const who = await tomorrow(open);
	const { last: r } = held;

	await who.find('.lane[data-medic=m05] .medic').focus();
	await who.russian('KeyP');
	await who.reads('.sheet', new RegExp(r.number));
	for (const text of [/подъезд|парадная/i, /41К/, /собака/, /3 900/, /555-01-/,
	    /терапевт/i, /K0/])
		await who.reads('.sheet', text);
	await axe(who);
	await look(who, 'sheet');
	await who.page.emulateMedia({ media: 'print' });
	assert.equal(await who.find('.sheets__head').isVisible(), false);
	assert.equal(await who.find('.header').isVisible(), false);
	await who.page.emulateMedia({ media: 'screen' });
	await who.press('Escape');
	await who.see('.lane[data-medic]');
});
