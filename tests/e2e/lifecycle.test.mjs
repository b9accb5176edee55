/** A request from the claim to its close, and its other ends, by keyboard. */
import assert from 'node:assert/strict';
import { Held, posted, reached, window } from '../http/dispatch.mjs';
import { site } from './browser.mjs';

const it = site({ users: [{ login: 'colleague', role: 'dispatcher' }] });
const { story } = it;

/** inHand(who, changes): a request of ${who}'s, its card open. */
async function inHand(who, changes) {
	const held = await reached(it, changes);

	await who.press('Digit2');
	await open(who, held);
	return held;
}

/** open(who, held): the card of a request that is in the list. */
async function open(who, held) {
	const { number } = held.last;

	await (await who.see(`.row >> text=${number}`)).click();
	await who.reads('.card__head h2', new RegExp(number));
	await who.see('.card-actions');
}

/** is(held, state): the store has it so; the request as it is. */
async function is(held, state) {
	const got = await held.client.get(`/requests/${held.id}`);

	assert.equal(got.body.state, state);
	return held.take(got).body;
}

story('scheduled, on the way, at the door, done, closed', async (open_) => {
	const who = await open_('dispatcher');
	const held = await inHand(who);

	await held.must('schedule', { medic: 'm01', ...window(1, 10) });
	await who.reads('.card__head', /назначена/);
	await who.reads('.card-actions', /Выехали.*Перенести/s);
	await who.russian('KeyG');
	await who.onFocus(/Записать выезд/);
	await who.shot('depart dialog');
	await who.press('Enter');
	await who.reads('.card__head', /в пути/);
	await who.russian('KeyG');
	await who.onFocus(/Записать приезд/);
	await who.press('Enter');
	await who.reads('.card__head', /на месте/);
	await who.russian('KeyG');
	await who.onFocus(/визит состоялся/);
	await who.press('Digit1', 'Enter');
	await who.reads('.card__head', /выполнена/);
	await who.reads('.facts', /выехали .* приехали .* закончили/);
	await who.russian('KeyG');
	await who.onFocus(/помощь оказана/);
	await who.shot('close dialog');
	await who.press('Digit1', 'Enter');
	await who.reads('.card__head', /закрыта/);
	const r = await is(held, 'closed');
	assert.deepEqual([r.outcome, r.feedback], ['helped', true]);
	await who.reads('.history', /закрыта · помощь оказана/);
});

story('not done for a reason, another visit; the medic phoned late',
    async (open_) => {
	const who = await open_('dispatcher');
	const held = await inHand(who);

	await held.must('schedule', { medic: 'm01', ...window(2, 10) });
	await held.must('depart');
	await who.reads('.card__head', /в пути/);
	await who.russian('KeyG');
	await who.onFocus(/Записать приезд/);
	await who.tabTo(/Когда/, 'Shift+Tab');
	await who.press('Control+A');
	await who.type('00:00');
	who.allow(/^422 POST \/requests\/[^/]+\/arrive$/);
	await who.press('Enter');
	await who.see('dialog .field__error');
	await who.press('Escape');
	await who.gone('dialog');
	await held.must('arrive');
	await who.reads('.card__head', /на месте/);
	await who.russian('KeyG');
	await who.onFocus(/визит состоялся/);
	await who.press('Digit2');
	await who.onFocus(/адрес не нашли/);
	await who.press('Digit2');
	await who.shot('finish dialog');
	await who.press('Enter');
	await who.reads('.card__head', /не выполнена/);
	await who.reads('.card-actions', /Закрыть.*Новый визит/s);
	await who.russian('KeyT');
	await who.reads('.card__head', /в работе/);
	assert.equal((await is(held, 'claimed')).reason, 'nobody_home');
});

story('a visit is moved: a reason, and the counter says so', async (open_) => {
	const who = await open_('dispatcher');
	const held = await inHand(who);

	await held.must('schedule', { medic: 'm01', ...window(3, 10) });
	await who.reads('.card__head', /назначена/);
	await who.russian('KeyP');
	await who.onFocus(/просит пациент/);
	await who.press('Control+Enter');
	await who.reads('dialog .field__error', /Выберите причину/);
	await who.tabTo(/просит пациент/);
	await who.press('Digit1', 'Enter');
	await who.reads('.card__head', /в работе/);
	await who.reads('.facts', /переносов: 1/);
});

story('handed to a colleague, who sees whose it is and why', async (open_) => {
	const who = await open_('dispatcher');
	const other = await open_('colleague');
	const held = await inHand(who);

	await who.russian('KeyH');
	await who.onFocus(/colleague/);
	await who.press('Digit1');
	await who.tabTo(/Почему передаёте/);
	await who.type('Знает эту семью');
	await who.shot('handover dialog');
	await who.press('Control+Enter');
	await who.gone('dialog');
	await who.reads('.card__head', /ведёт colleague/);
	await other.see(/dispatcher передаёт вам заявку .*Знает эту семью/);
	await other.press('Digit2');
	await open(other, held);
	await other.reads('.history', /передано коллеге · Знает эту семью/);
	await other.reads('.card-actions', /Звонок/);
});

story('the zone put right: the price, what to say, the consent',
    async (open_) => {
	const who = await open_('dispatcher');
	const held = await inHand(who, { zone_dispute: 'Мы не в центре' });

	await who.russian('KeyU');
	await who.see('dialog .choice__option');
	await who.see(/Мы не в центре/);
	await who.press('Digit1');
	await who.reads('dialog .zone-price', /3 900 ₽ → 4 900 ₽/);
	await who.reads('dialog .say', /4 900 ₽, а не 3 900 ₽/);
	await who.tabTo(/Почему зона другая/);
	await who.type('Дом за КАД');
	await who.press('Control+Enter');
	await who.reads('dialog .check .field__error', /отметьте согласие/);
	await who.shot('zone dialog');
	await who.tabTo(/Пациент согласен/, 'Shift+Tab');
	await who.press('Space', 'Control+Enter');
	await who.gone('dialog');
	await who.reads('.spoken', /4 900 ₽.*Сначала сказали 3 900 ₽/);
	await who.reads('.history', /Зелёная → Жёлтая, 3 900 ₽ → 4 900 ₽/);
	assert.equal((await is(held, 'claimed')).zone, 'yellow');
});

story('the zone put right of a planned visit: its medic does not go there',
    async (open_) => {
	const who = await open_('dispatcher');
	const held = await inHand(who);

	await held.must('schedule', { medic: 'm01', ...window(3, 10) });
	await who.reads('.card__head', /назначена/);
	await who.russian('KeyU');
	await who.reads('dialog', /Визит Врачёва Елена Олеговна, \d.* 10:00–12:00/);
	await who.press('Digit3');
	await who.reads('dialog', /Почему в чужую зону/);
	await who.tabTo(/Пациент согласен/);
	await who.press('Space');
	await who.tabTo(/остаётся как назначен/);
	await who.press('ArrowDown');
	await who.gone('dialog .field >> text=Почему в чужую зону');
	await who.tabTo(/Почему зона другая/);
	await who.type('Дача за городом');
	await who.shot('zone of a planned visit');
	await who.press('Control+Enter');
	await who.gone('dialog');
	await who.see(/визит снят: назначьте новый/);
	await who.reads('.history', /зона исправлена, визит снят/);
	const r = await is(held, 'claimed');
	assert.deepEqual([r.zone, r.visit, r.moves], ['oblast', null, 1]);
});

story('an emergency in two keys, with what to say first', async (open_) => {
	const who = await open_('dispatcher');
	const held = await inHand(who);

	await who.russian('KeyX');
	await who.reads('dialog', /103 · 112/);
	await who.onFocus(/вызывают скорую/);
	await who.shot('emergency dialog');
	await who.press('Enter');
	await who.gone('dialog');
	await who.reads('.card__head', /скорая/);
	await is(held, 'emergency');
});

story('declined for a reason; referred to a clinic', async (open_) => {
	const who = await open_('dispatcher');
	const declined = await inHand(who);

	await who.russian('KeyD');
	await who.onFocus(/на дому не делаем/);
	await who.press('Digit3', 'Enter');
	await who.reads('.card__head', /отказ/);
	assert.equal((await is(declined, 'declined')).reason, 'outside_area');
	await who.press('Escape');
	const referred = await inHand(who);
	await who.russian('KeyF');
	await who.see('dialog .choice__option');
	await who.shot('refer dialog');
	await who.press('Digit1', 'Control+Enter');
	await who.gone('dialog');
	await who.reads('.card__head', /направлен/);
	const { name } = (await is(referred, 'referred')).referral;
	await who.reads('.facts', new RegExp(name.slice(0, 12)));
});

story('a duplicate: the one that goes on is offered', async (open_) => {
	const who = await open_('dispatcher');
	const main = new Held(await it.login('operator'), await posted(it));
	const { patient, address } = main.last;
	const held = await inHand(who, {
		patient: { name: patient.name, birth_date: patient.birth_date,
			phone: patient.phone },
		address: { text: address.text, flat: address.flat },
		duplicate: { action: 'new_anyway', reason: 'не тот врач' } });

	await who.russian('KeyK');
	await who.see(`dialog >> text=${main.last.number}`);
	await who.shot('duplicate dialog');
	await who.tabTo(/Или номер/);
	await who.type('99-999999');
	who.allow(/^422 POST \/requests\/[^/]+\/mark-duplicate$/);
	await who.press('Enter');
	await who.reads('dialog .field__error', /Такой заявки нет/);
	await who.tabTo(new RegExp(main.last.number), 'Shift+Tab');
	await who.press('Digit1', 'Control+Enter');
	await who.gone('dialog');
	await who.reads('.facts', new RegExp(`дубль заявки ${main.last.number}`));
	assert.equal((await is(held, 'duplicate')).duplicate_of.id, main.id);
});

story('the card offers what fits its state, in either theme', async (open_) => {
	const who = await open_('dispatcher', { viewport: { width: 1920,
	    height: 1080 } });

	await who.theme('dark');
	const held = await inHand(who);
	await who.reads('.card-actions', /Скорая/);
	await who.shot('card in hand dark');
	await held.must('schedule', { medic: 'm01', ...window(4, 10) });
	await who.reads('.card__head', /назначена/);
	await who.russian('KeyA');
	await who.see(/«Звонок» сейчас нельзя/);
	await who.press('?');
	await who.see('dialog .keys');
	await who.shot('board keys dark');
});

story('the payer of a shared trip cancels: the next one is told the price', async (open_) => {
	const who = await open_('dispatcher');
	const first = await reached(it);
	const { place_name: _, ...address } = first.last.address;
	const next = await reached(it, { address, trip_group: first.id });

	assert.equal(next.last.quote.total.amount, 0);
	await first.must('cancel', { reason: 'better' });
	await who.press('Digit2');
	await who.see(`.row:has-text("${next.last.number}") .tag--trip_payer`);
	await open(who, next);
	await who.reads('.spoken', /оплачивает этот пациент: 3\s900/);
	await who.shot('board-trip-payer');
	await who.russian('KeyY');
	await who.see('Записано: пациент согласен с ценой.');
	await who.reads('.spoken', /Пациенту назвали 3\s900/);
	await who.see('.history li:has-text("цена названа и согласована")');
	await is(next, 'claimed');
	assert.deepEqual(next.last.flags.filter((f) => f === 'trip_payer'), []);
});
