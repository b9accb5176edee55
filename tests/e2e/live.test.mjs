/** Several dispatchers: what one does the others see, at once and calmly. */
import assert from 'node:assert/strict';
import { posted } from '../http/dispatch.mjs';
import { registration } from '../http/samples.mjs';
import { site } from './browser.mjs';

const MANY = 2000;
const AT_ONCE = 32;
const UPDATES = 20;

const it = site({ users: [{ login: 'colleague', role: 'dispatcher' }] });
const { story } = it;

/** Count the sounds a page starts. */
function hear(who) {
	return who.script(() => {
		window.tones = [];
		const start = OscillatorNode.prototype.start;
		OscillatorNode.prototype.start = function begin(at) {
			window.tones.push(this.frequency.value);
			return start.call(this, at);
		};
	});
}

/** Open the row ${number} of the tab ${tab} by keyboard. */
async function openRow(who, number, tab) {
	await who.press(tab);
	await who.see(`.row:has-text("${number}")`);
	const at = (await who.page.locator('.row').allInnerTexts())
	    .findIndex((text) => text.includes(number));
	await who.press(...Array(at + 1).fill('ArrowDown'), 'Enter');
	await who.see(`.board__card[aria-label*="${number}"] .card-actions`);
}

/** Out of the way of the next story: cancelled by ${login}. */
async function away({ id }, login) {
	const dispatcher = await it.login(login);
	const now = await dispatcher.get(`/requests/${id}`);
	const got = await dispatcher.post(`/requests/${id}/cancel`,
	    { token: now.body.claim?.token ?? undefined, reason: 'better' },
	    { etag: now.headers.etag });

	assert.equal(got.status, 200, got.text);
}

story('a claim on one screen shows on the other', async (open) => {
	const [one, two] = [await open('dispatcher'), await open('colleague')];
	const { body } = await posted(it);

	for (const who of [one, two]) {
		await who.see('.live--live');
		await who.see(`.row:has-text("${body.number}")`);
	}
	await openRow(one, body.number, 'Digit1');
	await two.page.evaluate((number) => {
		const row = [...document.querySelectorAll('.row')]
		    .find((r) => r.innerText.includes(number));
		new MutationObserver(() => {
			if (!row.isConnected)
				window.seen ??= performance.timeOrigin +
				    performance.now();
		}).observe(document.body, { subtree: true, childList: true });
	}, body.number);
	const answered = one.page.waitForResponse(/\/claim$/);
	await one.russian('KeyT');
	await answered;
	const committed = await one.page.evaluate(() =>
	    performance.timeOrigin + performance.now());
	const seen = await two.page.waitForFunction(() => window.seen,
	    null, { timeout: 1500, polling: 20 });
	console.log('from the answer to a claim to the other screen: ' +
	    `${(await seen.jsonValue() - committed).toFixed(0)} ms`);
	await two.press('Digit3');
	await two.reads(`.row:has-text("${body.number}")`,
	    /dispatcher/);
	await one.russian('KeyR');
	await two.press('Digit1');
	await two.reads(`.row:has-text("${body.number}")`,
	    /возвращалась 1 раз/);
	await two.shot('board-returned');
	await away(body, 'dispatcher');
});

story('a takeover: its reason is asked for, and read by who had it', async (open) => {
	const [one, two] = [await open('dispatcher'), await open('colleague')];
	const { body } = await posted(it);

	await one.see(`.row:has-text("${body.number}")`);
	await openRow(one, body.number, 'Digit1');
	await one.russian('KeyT');
	await one.see('Заявка ваша.');
	await one.russian('KeyA');
	await one.onFocus(/дозвонились/);

	await openRow(two, body.number, 'Digit3');
	await two.russian('KeyO');
	await two.see('dialog[open]');
	await two.shot('board-takeover');
	await two.press('Control+Enter');
	await two.reads('dialog .field__error', /причину/);
	await two.tabTo(/^Почему/);
	await two.type('ушла на обед');
	await two.press('Control+Enter');
	await two.see('Заявка теперь ваша.');
	await two.reads('.card__head', /в работе/);
	await two.reads('.tab[aria-selected=true]', /У коллег/);

	// What the first one is typing stays; sending it is refused by name.
	await one.see('.board__card .notice:has-text("ушла на обед")');
	await one.reads('.board__card .notice',
	    /Забрал\(а\) colleague в \d\d:\d\d/);
	one.allow(/^409 POST .*\/attempt$/, /^412 POST .*\/attempt$/);
	await one.press('Digit1', 'Control+Enter');
	await one.reads('dialog .notice--bad', /colleague/);
	await one.shot('board-taken-over');
	await one.press('Escape');
	await one.see('.history li:has-text("забрана"):has-text("ушла на обед")');
	await away(body, 'colleague');
});

story('taken over while its card is shut: a word says so', async (open) => {
	const one = await open('dispatcher');
	const { body } = await posted(it);
	const two = await it.login('colleague');

	await one.see(`.row:has-text("${body.number}")`);
	await one.russian('KeyN');
	await one.see('.card-actions');
	await one.press('Escape');
	await one.gone('.board__card');
	const now = await two.get(`/requests/${body.id}`);
	await two.post(`/requests/${body.id}/takeover`, { reason: 'срочно' },
	    { etag: now.headers.etag });
	await one.see(new RegExp(`${body.number}: .*colleague.*срочно`));
	await away(body, 'colleague');
});

story('an emergency ends a colleague\'s claim, and both are told', async (open) => {
	const [one, two] = [await open('dispatcher'), await open('colleague')];
	const [a, b] = [await posted(it), await posted(it)];

	for (const { body } of [a, b]) {
		await one.see(`.row:has-text("${body.number}")`);
		await openRow(one, body.number, 'Digit1');
		await one.russian('KeyT');
		await one.reads('.card__head', /в работе/);
	}
	for (const { body } of [a, b]) {
		await openRow(two, body.number, 'Digit3');
		await two.russian('KeyX');
		await two.see('dialog[open]');
		await two.press('Control+Enter');
		await two.reads('.card__head', /скорая/);
	}
	await one.see(new RegExp(`${a.body.number}: colleague в .*скорая`));
	await one.see('.board__card .notice:has-text("нужна скорая")');
	await one.shot('board-emergency-told');
});

story('a holder who gives no sign of life is shown', async (open) => {
	const who = await open('colleague', { fresh: true });
	const { body } = await posted(it);
	const dispatcher = await it.login('dispatcher');

	await who.page.route(/\/requests\?/, async (route) => {
		const answer = await route.fetch();
		const data = await answer.json().catch(() => null);
		for (const r of data?.items ?? [])
			if (r.claim)
				r.claim.seen_at = new Date(
				    Date.now() - 200_000).toISOString();
		await route.fulfill(data ? { response: answer, json: data }
		    : { response: answer });
	});
	await dispatcher.post(`/requests/${body.id}/claim`, {},
	    { etag: '"1"' });
	await who.press('Digit3');
	await who.see(`.row:has-text("${body.number}") .silent`);
	await who.reads('.silent', /молчит 3 мин/);
	await who.shot('board-silent');
	await away(body, 'dispatcher');
});

story('without the stream the board asks by itself', async (open) => {
	const who = await open('dispatcher');

	await who.page.route(/\/events$/, (route) => route.abort());
	who.allow(/^failed GET \/events /, /^console: .*EventSource/);
	await who.page.reload();
	await who.see('.live--polling');
	const { body } = await posted(it);
	await who.see(`.row:has-text("${body.number}")`);
	await who.page.unroute(/\/events$/);
	await who.see('.live--live');
});

story('tabs share one stream, and the next takes it up', async (open) => {
	const who = await open('dispatcher');
	const streams = async () => Number(/^homevisit_event_streams (\d+)$/m
	    .exec((await it.fcgi({ path: '/metrics' })).text)[1]);

	await who.see('.live--live');
	const before = await streams();
	const tab = await who.another();
	await tab.see('.live--live');
	assert.equal(await streams(), before);
	await who.page.close();
	const { body } = await posted(it);
	await tab.see(`.row:has-text("${body.number}")`);
	await tab.see('.live--live');
});

story('a new request is heard, unless muted; the title counts', async (open) => {
	const who = await open('dispatcher');

	await hear(who);
	await who.page.reload();
	await who.see('.live--live');
	await who.press('Digit1');
	await posted(it);
	await who.page.waitForFunction(() => window.tones.length >= 2);
	const queued = Number((await who.read('.tab[aria-selected=true]'))
	    .match(/\d+/)[0]);
	await who.page.waitForFunction((n) =>
	    document.title.startsWith(`(${n}) `), queued);
	await who.press('v');
	await who.see('button[aria-pressed=false]');
	const before = await who.page.evaluate(() => window.tones.length);
	const { body } = await posted(it);
	await who.see(`.row:has-text("${body.number}")`);
	assert.equal(await who.page.evaluate(() => window.tones.length), before);
	await who.page.reload();
	await who.see('button[aria-pressed=false]');
	await who.press('v');
	await who.see('button[aria-pressed=true]');
});

story(`${MANY} open requests scroll and change calmly`, async (open) => {
	const operator = await it.login('operator');
	let made = 0;

	await Promise.all(Array.from({ length: AT_ONCE }, async () => {
		while (made++ < MANY)
			await operator.post('/requests', registration());
	}));
	const who = await open('dispatcher');
	await who.page.waitForFunction((n) => Number(document.querySelector(
	    '.tab[aria-selected=true] .tab__count')?.textContent) >= n, MANY);
	const drawn = await who.page.locator('.row').count();
	assert.ok(drawn < 100, `${drawn} rows drawn`);

	await who.press('ArrowDown', 'End');
	await who.page.waitForFunction((n) => Number(document.activeElement
	    .getAttribute('aria-rowindex')) > n, MANY);
	await who.press('PageUp', 'PageDown', 'Home', 'ArrowDown');
	const focused = await who.page.evaluate(() =>
	    document.activeElement.dataset.id);

	const cpu = await cpuOf(who);
	const frames = await who.page.evaluate(async () => {
		const box = document.querySelector('.board__scroll');
		const took = [];
		const end = box.scrollHeight - box.clientHeight;
		let last = performance.now();
		for (let y = 0; y <= end; y += 700) {
			box.scrollTop = y;
			await new Promise(requestAnimationFrame);
			took.push(performance.now() - last);
			last = performance.now();
		}
		box.scrollTop = 0;
		return took;
	});
	report('frame while scrolling', frames);
	console.log('processor time of the page for one: ' +
	    `${(await cpu() / frames.length).toFixed(1)} ms`);

	const updates = [];
	for (let n = 0; n < UPDATES; n++) {
		const count = await who.page.evaluate(() => {
			const at = document.querySelector(
			    '.tab[aria-selected=true] .tab__count');
			window.count = at.textContent;
			window.shown = new Promise((done) => {
				new MutationObserver(() =>
				    requestAnimationFrame(() => done(
					performance.timeOrigin +
					performance.now())))
				    .observe(at, { characterData: true,
					subtree: true, childList: true });
			});
			return at.textContent;
		});
		assert.ok(Number(count) >= MANY);
		await posted(it);
		const committed = performance.timeOrigin + performance.now();
		updates.push(await who.page.evaluate(() => window.shown) -
		    committed);
	}
	report('from the 201 to the painted board', updates);
	assert.equal(await who.page.evaluate(() =>
	    document.activeElement.dataset.id), focused, 'the focus stays');
	await who.shot('board-many');
});

/** A stop-watch of the processor time the page takes, in ms. */
async function cpuOf(who) {
	const cdp = await who.page.context().newCDPSession(who.page);
	const used = async () => (await cdp.send('Performance.getMetrics'))
	    .metrics.find((m) => m.name === 'TaskDuration').value * 1000;

	await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
	const began = await used();
	return async () => await used() - began;
}

function report(what, took) {
	took.sort((a, b) => a - b);
	const at = (q) => took[Math.floor(q * (took.length - 1))].toFixed(1);

	console.log(`${what}, ${took.length}: median ${at(0.5)} ms, ` +
	    `p95 ${at(0.95)} ms, worst ${at(1)} ms`);
}
