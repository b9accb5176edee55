/** Every screen of the product in turn, as filled as a working day makes it. */
import { posted } from '../http/dispatch.mjs';
import { registration } from '../http/samples.mjs';
import { adminScreens, reportScreens, seedAdmin } from './tour_admin.mjs';

const MINUTE = 60_000;

/* One row of each urgency; the server's clock cannot be turned. */
const MINUTES_LEFT = [-7, 12, 35, 55];

/** seed(it): requests on the board, one of which the tour posts again. */
export async function seed(it) {
	it.twin = registration();
	await posted(it, it.twin);
	await posted(it, { services: [{ code: 'X01' },
	    { text: 'что-то своё, чего нет в справочнике' }],
	    zone_dispute: 'сосед платил меньше' });
	await posted(it, { epid: { EA01: { answer: 'yes', comment: '38,6' } },
	    symptoms: 'кашель, слабость, третий день держится температура' });
	await posted(it, { performers: ['doctor', 'nurse'] });
	const operator = await it.login('operator');
	for (const [queue, note] of [['nurse', 'как хранить пробу до утра'],
	    ['advice', 'просит рассказать, какие анализы можно сдать дома, ' +
		'и сколько их ждать'], ['referrals', 'УЗИ сердца']])
		await operator.post('/tasks', { queue, note,
		    phone: '+78125550178', name: 'Тестова Анна' });
	await seedAdmin(it);
}

async function urgent(route) {
	const answer = await route.fetch();

	if (answer.status() !== 200)
		return route.fulfill({ response: answer });
	const body = await answer.json();
	for (const [i, row] of body.items.entries()) {
		const at = Date.now() + (MINUTES_LEFT[i] ?? 58) * MINUTE;
		row.promise.colour = 'calm';
		row.promise.deadline_at = new Date(at).toISOString();
		row.promise.target_at =
		    new Date(at - 30 * MINUTE).toISOString();
	}
	return route.fulfill({ response: answer, json: body });
}

/** The whole form at once; how it is typed is another test's business. */
async function fillIn(who, { patient, address }) {
	const fields = { 'patient-birth_date': patient.birth_date,
	    'patient-phone': patient.phone, 'patient-name': patient.name,
	    'address-text': address.text, 'address-flat': address.flat };

	for (const [id, text] of Object.entries(fields))
		await who.page.fill(`#f-${id}`, text);
	for (const [key, part] of [['4', 'red_flags'], ['5', 'epid']]) {
		await who.press(`Alt+Digit${key}`);
		await who.see(`[data-part=${part}] .question`);
		await who.page.waitForFunction((p) => document.activeElement
		    .closest('[data-part]')?.dataset.part === p, part);
		await who.press('a');
	}
	await who.page.check('#f-consent-price');
	await who.page.check('#f-consent-data');
}

async function callScreens(who, stop, twin) {
	await who.see('.question');
	await stop('call-empty');
	await who.lookup('мурино', '.option .zone');
	await who.press('Enter');
	await who.see('.saved--saved');
	await who.press('Alt+p');
	await who.see('.unfinished__open');
	await who.page.fill('#f-address-note', 'собака');
	await who.see('.saved--saved');
	await stop('call-unfinished');
	await who.page.fill('#f-address-note', '');
	await who.lookup('васил', '.option .zone');
	await who.press('Enter');
	await who.see('.trip__price:has-text("900")');
	await who.lookup('ээг', '.lookup .verdict--not_allowed');
	await stop('call-refusal');
	await who.press('Enter');
	await who.lookup('травматолог', '.lookup .verdict--conditional');
	await stop('call-condition');
	await who.press('Escape');
	await who.press('Alt+Digit2', 'Tab');
	await who.type('31.02.1980');
	await who.press('Control+Enter');
	await who.see('.error-list');
	await stop('call-errors');

	await who.lookup('терапевт', '.lookup .verdict--allowed');
	await stop('call-verdict');
	await who.press('Enter');
	await fillIn(who, twin);
	await stop('call-filled');
	who.allow(/^409 POST \/requests$/);
	await who.press('Control+Enter');
	await who.see('dialog .match');
	await stop('call-duplicate');
	await who.page.fill('#f-duplicate-reason', 'другой врач');
	await who.page.click('.duplicate__anyway .button');
	await who.see('.posted__number');
	await stop('call-posted');
	await who.press('n');
	await who.see('.question');
	await who.see('.mine__line');
	await who.press('Alt+Digit8', 'Enter');
	await who.see('dialog .history li');
	await stop('call-peek');
	await who.press('e');
	await who.see('#d-address-text');
	await stop('call-correct');
	await who.press('Escape', 'Escape');
	await who.press('Alt+Digit0');
	await who.see('dialog .choice__option');
	await stop('call-informed');
	await who.press('Escape', 'F1');
	await who.see('.keys');
	await stop('call-keys');
	await who.press('Escape', 'Alt+Digit4');
	await who.page.waitForFunction(() =>
	    document.activeElement.closest('.question'));
	await who.press('y');
	await who.see('.emergency');
	await stop('call-emergency');
	await who.press('Escape');
}

async function boardScreens(who, stop) {
	await who.see('.row .urgency--overdue');
	await stop('board');
	await who.press('n');
	await who.see('.card-actions');
	await who.see('.history li');
	await stop('board-card');
	for (const [key, name] of [['a', 'attempt'], ['s', 'schedule'],
	    ['c', 'cancel'], ['m', 'note'], ['h', 'handover'], ['u', 'zone'],
	    ['f', 'refer'], ['d', 'decline'], ['k', 'duplicate'],
	    ['x', 'emergency']]) {
		await who.press(key);
		await who.see('dialog[open] .input, dialog[open] .choice__option');
		await stop(`board-${name}`);
		await who.press('Escape');
		await who.gone('dialog');
	}
	await who.press('r');
	await who.see('.toast');
	await who.press('Escape', 'Digit5');
	await who.see('.empty');
	await stop('board-empty');
}

async function visitScreens(who, stop) {
	await who.page.goto(new URL('/visits', who.page.url()).href);
	await who.see('.lane[data-medic]');
	await stop('visits');
	for (const [key, name] of [['b', 'ill'], ['w', 'shifts']]) {
		await who.press(key);
		await who.see('dialog[open] .input');
		await stop(`visits-${name}`);
		await who.press('Escape');
		await who.gone('dialog');
	}
	await who.press('p');
	await who.see('.sheet');
	await stop('visits-sheet');
}

async function queueScreens(who, stop) {
	await who.page.click('.header__nav a[href="/queues"]');
	await who.see('.row .urgency');
	await stop('queues');
	await who.press('n');
	await who.see('.card-actions');
	await who.see('.history li');
	await stop('queues-card');
	for (const [key, name] of [['g', 'close'], ['h', 'handover']]) {
		await who.press(key);
		await who.see('dialog[open] .choice__option');
		await stop(`queues-${name}`);
		await who.press('Escape');
		await who.gone('dialog');
	}
	await who.press('r');
	await who.see('.toast');
	await who.press('Escape', 'p');
	await who.see('dialog[open] .choice__option');
	await stop('queues-new');
	await who.press('Escape', '2');
	await who.see('.empty');
	await stop('queues-empty');
}

/**
 * tour(it, open, options, stop): ${stop}(who, name) is called on every screen;
 * ${options} go to the browser, language among them.
 */
export async function tour(it, open, { language = 'ru', ...options }, stop) {
	const enter = async (login, screens) => {
		const who = await open(login, { ...options, language });
		if (login === 'dispatcher') {
			await who.page.route(/\/requests\?/, urgent);
			await who.page.reload();
		}
		await screens(who, (name) => stop(who, name), it.twin);
	};

	await enter(null, async (who, at) => {
		await who.see('.login__card');
		await at('login');
	});
	await enter('operator', callScreens);
	await enter('dispatcher', boardScreens);
	await enter('dispatcher', visitScreens);
	await enter('operator', queueScreens);
	await enter('admin', adminScreens);
	await enter('dispatcher', reportScreens);
}
