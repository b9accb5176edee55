/** The last change taken back from its message, by Z. */
import assert from 'node:assert/strict';
import { Held, posted, reached, window } from '../http/dispatch.mjs';
import { site } from './browser.mjs';

const it = site({ users: [{ login: 'colleague', role: 'dispatcher' }] });
const { story } = it;

async function is(held, state) {
	const got = await held.client.get(`/requests/${held.id}`);

	assert.equal(got.body.state, state);
	return held.take(got).body;
}

/** cancelled(who, held): its card open, cancelled by the patient. */
async function cancelled(who) {
	await who.russian('KeyC');
	await who.onFocus(/стало лучше/);
	await who.press('Digit1', 'Enter');
	await who.gone('dialog');
	await who.reads('.toast >> text=Заявка отменена', /Вернуть Z \d+ с/);
}

story('a claim by N goes back as if it had not been', async (open) => {
	const held = new Held(await it.login('dispatcher'), await posted(it));
	const who = await open('dispatcher');

	await who.see(`.row >> text=${held.last.number}`);
	await who.russian('KeyN');
	await who.reads('.toast', /Заявка ваша.*Вернуть Z \d+ с/);
	await who.shot('undo toast');
	await who.russian('KeyZ');
	await who.see(/Вернули как было/);
	await who.reads('.card__head', /в очереди/);
	const r = await is(held, 'queued');
	assert.deepEqual([r.returns, r.claim], [0, null]);
});

story('a cancelled visit is back with its medic and window', async (open) => {
	const who = await open('dispatcher');
	const held = await reached(it);

	await held.must('schedule', { medic: 'm01', ...window(1, 10) });
	await who.press('Digit6');
	await (await who.see(`.row >> text=${held.last.number}`)).click();
	await who.see('.card-actions');
	await cancelled(who);
	await is(held, 'cancelled');
	await who.russian('KeyZ');
	await who.reads('.card__head', /назначена/);
	assert.equal((await is(held, 'scheduled')).visit.medic, 'm01');
	await who.reads('.history', /отменено → назначена · отменена/);
});

story('where the medic was taken meanwhile, it says by what', async (open) => {
	const who = await open('dispatcher');
	const held = await reached(it);
	const other = await reached(it, {}, 'colleague');
	const plan = { medic: 'm01', ...window(2, 10) };

	await held.must('schedule', plan);
	await who.press('Digit6');
	await (await who.see(`.row >> text=${held.last.number}`)).click();
	await who.see('.card-actions');
	await cancelled(who);
	await other.must('schedule', plan);
	who.allow(/^409 POST \/requests\/[^/]+\/undo$/);
	await who.russian('KeyZ');
	await who.reads('.toast--bad', new RegExp(other.last.number));
	await is(held, 'cancelled');
});

story('the offer goes with its seconds', async (open) => {
	const who = await open('dispatcher');
	const held = await reached(it);

	await who.press('Digit2');
	await (await who.see(`.row >> text=${held.last.number}`)).click();
	await who.see('.card-actions');
	await cancelled(who);
	await who.page.locator('.toast').waitFor({ state: 'hidden',
	    timeout: 15_000 });
	await who.russian('KeyZ');
	await is(held, 'cancelled');
});
