/** The dispatcher's day, by keyboard: the most urgent first, no collisions. */
import assert from 'node:assert/strict';
import { posted } from '../http/dispatch.mjs';
import { person } from '../http/samples.mjs';
import { site } from './browser.mjs';

const it = site({ users: [{ login: 'colleague', role: 'dispatcher' }] });
const { story } = it;

/** request(changes): in the queue; its number. */
async function request(changes) {
	return (await posted(it, changes)).body.number;
}

/** stateOf(number): as the store has it. */
async function stateOf(number) {
	const dispatcher = await it.login('dispatcher');
	const got = await dispatcher.get(`/lookup?q=${number}`);
	return got.body.items.find((x) => x.kind === 'request').state;
}

/** Take the most urgent; the number on its card. */
async function takeNext(who) {
	const title = who.find('.card__head h2');
	const before = await title.count() ? await title.innerText() : '';

	await who.russian('KeyN');
	await who.see(`.board__card:not([aria-label*="${before || '?'}"]) ` +
	    '.card-actions');
	return title.innerText();
}

/** Record a call on the open card. */
async function reached(who) {
	await who.russian('KeyA');
	await who.onFocus(/дозвонились/);
	await who.press('Digit1', 'Enter');
	await who.gone('dialog');
}

/** Schedule the open card: the first medic who may come, the next window. */
async function schedule(who) {
	await who.russian('KeyS');
	await who.see('.choice__option');
	await who.press('Digit1', 'Control+Enter');
}

story('the empty board says what to do', async (open) => {
	const who = await open('dispatcher', { fresh: true });

	await who.reads('.empty', /Очередь пуста/);
	await who.russian('KeyN');
	await who.see(/все заявки разобраны/);
});

story('N takes the most urgent; no answer waits for a retry', async (open) => {
	const first = await request();
	const second = await request();
	const who = await open('dispatcher');

	await who.see(`.row >> text=${second}`);
	await who.reads('.row', new RegExp(first));
	assert.equal(await takeNext(who), first);
	await who.reads('.tab[aria-selected=true]', /Мои 1/);
	await who.reads('.facts', /\+7 812 555-01-/);
	await who.reads('.spoken', /3 900 ₽/);

	await who.russian('KeyA');
	await who.onFocus(/дозвонились/);
	await who.press('Control+Enter');
	await who.see('dialog .error-list');
	await who.reads('dialog .field__error', /чем закончился/);
	await who.tabTo(/дозвонились/);
	await who.press('Digit2', 'Control+Enter');
	await who.gone('dialog');
	await who.reads('.card__head', /не дозвонились/);
	await who.press('Escape', 'Digit4');
	await who.reads('.row', new RegExp(`${first}.*после`));
	assert.equal(await stateOf(first), 'unreachable');
	assert.equal(await takeNext(who), second);
	await who.russian('KeyR');
	await who.see(/на своё место в очереди/);
	assert.equal(await stateOf(second), 'queued');
});

story('a visit is scheduled, and an overlap is refused by name', async (open) => {
	const who = await open('dispatcher');
	const numbers = [];

	for (let n = 0; n < 2; n++) {
		if (n > 0)
			await request();
		numbers.push(await takeNext(who));
		await reached(who);
		if (n === 0) {
			await schedule(who);
			await who.see('Визит назначен.');
			await who.reads('.facts', /Врачёва/);
			assert.equal(await stateOf(numbers[0]), 'scheduled');
			await who.press('Escape');
			await who.gone('.board__card');
		}
	}
	/* The same medic, at the time of the first one: typed by hand. */
	const client = await it.login('dispatcher');
	const { visit } = (await client.get('/requests?state=scheduled')).body
	    .items.find((r) => r.number === numbers[0]);
	who.allow(/^409 POST \/requests\/[^/]+\/schedule$/);
	await who.russian('KeyS');
	await who.see('.choice__option');
	await who.press('BracketRight'); /* late in a day nothing is left of it */
	await who.find('.choice__option:has-text("Врачёва")').click();
	await who.find('dialog .moment .input[type=date]').first()
	    .fill(visit.window_start.slice(0, 10));
	await who.find('dialog .moment .input[type=text]').first()
	    .fill(visit.window_start.slice(11, 16));
	await who.press('Control+Enter');
	const refusal = await who.read('dialog .notice--bad, dialog .field__error');
	assert.match(refusal, new RegExp(`${numbers[0]}`));
	assert.equal(await stateOf(numbers[1]), 'claimed');
	await who.find('.choice__option:has-text("Домашнев")').click();
	await who.press('Control+Enter');
	await who.gone('dialog'); /* the first one's toast may still show */
	assert.equal(await stateOf(numbers[1]), 'scheduled');
});

const CARD = /\/api\/v1\/requests\/[^/?]+$/;

story('a key pressed before its card is there waits for it', async (open) => {
	const number = await request();
	const who = await open('dispatcher');

	await who.see(`.row >> text=${number}`);
	let release = await who.hold(CARD);
	await who.press('ArrowDown', 'Enter');
	await who.see('.board__card[aria-busy]');
	await who.russian('KeyM');
	release();
	await who.onFocus('Заметка');
	await who.press('Escape');
	await who.gone('dialog');
	await who.russian('KeyS');
	await who.see(/«Назначить» сейчас нельзя: .*«в очереди»/);

	release = await who.hold(/\/queue\/next$/);
	await who.russian('KeyN');
	await who.russian('KeyA');
	assert.equal(await who.find('dialog').count(), 0);
	release();
	await who.onFocus(/дозвонились/);
	await who.press('Escape');
	await who.gone('dialog');
	await who.russian('KeyR');
	await who.see(/на своё место в очереди/);

	await who.press('Escape', 'Digit1');
	release = await who.hold(CARD);
	await who.press('ArrowDown', 'Enter');
	await who.see('.board__card[aria-busy]');
	await who.russian('KeyM');
	await who.press('Escape');
	await who.gone('.board__card');
	release();
	await who.press('Enter');
	await who.see('.card-actions');
	assert.equal(await who.find('dialog').count(), 0);
	// The next one is the one that stands open.
	await who.russian('KeyN');
	await who.russian('KeyC');
	await who.onFocus(/стало лучше/);
	await who.press('Digit1', 'Control+Enter');
	await who.see('Заявка отменена.');
});

story('a cancellation needs its reason', async (open) => {
	const number = await request();
	const who = await open('dispatcher');

	assert.equal(await takeNext(who), number);
	await who.russian('KeyC');
	await who.see('dialog[open] .choice__option');
	await who.press('Control+Enter');
	await who.reads('dialog .field__error', /причину/);
	await who.tabTo(/стало лучше/);
	await who.press('Digit1', 'Control+Enter');
	await who.see('Заявка отменена.');
	await who.reads('.card__head', /отменена/);
	await who.see('.history li:has-text("отменена"):has-text("стало лучше")');
	assert.equal(await stateOf(number), 'cancelled');
});

story('two dispatchers: one takes it, the other sees by whom', async (open) => {
	const name = person().name;
	const number = await request({ patient: { name } });
	const [one, two] = [await open('dispatcher'), await open('colleague')];

	for (const who of [one, two]) {
		await who.see(`.row >> text=${number}`);
		await who.press('ArrowDown', 'Enter');
		await who.see('.card-actions');
	}
	// The second one's board hears nothing while the first one claims.
	await two.page.route(/\/requests\?/, (route) => route.abort());
	two.allow(/^failed GET \/requests /, /^409 POST .*\/claim$/,
	    /^412 POST .*\/claim$/);
	await one.russian('KeyT');
	await one.see('Заявка ваша.');
	await two.russian('KeyT');
	await two.reads('.board__card .notice', /dispatcher/);
	await two.reads('.card__head', /ведёт dispatcher/);
	assert.equal(await two.find('text=Взять').count(), 0);

	await two.page.unroute(/\/requests\?/);
	await one.russian('KeyR');
	await one.see(/на своё место в очереди/);
	assert.equal(await stateOf(number), 'queued');
});

story('the board brings what others do within its interval', async (open) => {
	const [one, two] = [await open('dispatcher'), await open('colleague')];
	const number = await request();

	await Promise.all([one, two].map((w) => w.see(`.row >> text=${number}`)));
	let taken = await takeNext(one);
	while (taken !== number)
		taken = await takeNext(one);
	await two.page.locator(`.row >> text=${number}`)
	    .waitFor({ state: 'hidden', timeout: 4000 });
	await two.press('Digit3');
	await two.reads(`.row:has-text("${number}")`, /dispatcher/);
});

story('the keys of the help do what it says', async (open) => {
	const number = await request();
	const who = await open('dispatcher');

	await who.press('?');
	const help = await who.read('.keys');
	for (const key of ['N', 'T', 'A', 'S', 'R', 'C', 'M', 'Esc'])
		assert.match(help, new RegExp(`(^| )${key} `), key);
	await who.press('Escape');
	await who.gone('dialog');
	await who.see(`.row >> text=${number}`);
	await who.press('ArrowDown', 'Enter');
	await who.see('.card-actions');
	await who.russian('KeyM');
	await who.see('dialog[open]');
	await who.type('просила звонить в дверь');
	await who.press('Control+Enter');
	await who.see('Заметка добавлена.');
	await who.see('.history li:has-text("заметка"):has-text("в дверь")');
	await who.press('Escape');
	await who.gone('.board__card');
});
