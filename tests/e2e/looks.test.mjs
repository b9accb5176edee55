/** Pictures of every screen, and what a picture shows at once: nothing runs
 * over, nothing scrolls sideways, and the first load is small. */
import assert from 'node:assert/strict';
import { site } from './browser.mjs';
import { seed, tour } from './tour.mjs';

const SIZES = [[1366, 768], [1920, 1080]];
const LOGIN_BYTES = 30 * 1024;
const FIRST_LOAD_BYTES = 60 * 1024;
const TYPED = 'терапевт на дом, капельница, снятие швов, забор крови';

const it = site({}, seed);

/** Controls whose text runs out of them, and bars that scroll sideways. */
function overflows(who) {
	return who.page.evaluate(() => {
		const out = [];
		const over = (e) => e.scrollWidth > e.clientWidth + 1;
		if (over(document.documentElement))
			out.push('the page scrolls sideways');
		for (const e of document.querySelectorAll(
		    'button, .tab, .tag, .zone, th, .trip, .desk, .card, dialog'))
			if (e.checkVisibility() && over(e))
				out.push(`${e.className || e.tagName}: ${
				    e.innerText.slice(0, 40)}`);
		return out;
	});
}

it.story('every screen at two sizes, light and dark', async (open) => {
	const found = {};
	await tour(it, open, {}, async (who, name) => {
		for (const [width, height] of SIZES) {
			await who.page.setViewportSize({ width, height });
			const bad = await overflows(who);
			if (bad.length)
				found[`${name} ${width}`] = bad;
			for (const theme of ['dark', 'light']) {
				await who.theme(theme);
				await who.shot(`${name}-${width}-${theme}`);
			}
		}
		await who.page.setViewportSize({ width: 1366, height: 768 });
	});
	assert.deepEqual(found, {});
});

/* What crossed the wire until the page had ${selector}: the pages alone, not
 * the API; and all of it, when nothing more comes. */
async function loaded(who, selector, act) {
	await who.page.addInitScript((wanted) => {
		new MutationObserver((_, own) => {
			if (!document.querySelector(wanted))
				return;
			window.there = performance.now();
			own.disconnect();
		}).observe(document, { subtree: true, childList: true });
	}, selector);
	const cdp = await who.page.context().newCDPSession(who.page);
	await cdp.send('Network.clearBrowserCache');
	await who.page.reload();
	await act();
	await who.see(selector);
	await who.page.waitForLoadState('networkidle').catch(() => {});
	return who.page.evaluate(() => {
		const sum = { first: 0, files: 0, all: 0, ms: Math.round(window.there) };
		for (const e of [...performance.getEntriesByType('navigation'),
		    ...performance.getEntriesByType('resource')]) {
			if (e.name.includes('/api/'))
				continue;
			sum.all += e.encodedBodySize;
			if (e.startTime > window.there)
				continue;
			sum.first += e.encodedBodySize;
			sum.files++;
		}
		return sum;
	});
}

it.story('the first load is small', async (open) => {
	const who = await open(null);
	const login = await loaded(who, '.login__card', () => {});
	console.log('until one can log in:', login);
	assert.ok(login.first <= LOGIN_BYTES, `${login.first} bytes`);

	const operator = await open(null);
	const call = await loaded(operator, '#lookup',
	    () => operator.signIn('operator'));
	console.log('until the operator can type:', call);
	assert.ok(call.first <= FIRST_LOAD_BYTES, `${call.first} bytes`);
	assert.ok(call.all > call.first, 'the rest comes by itself');
});

it.story('how long a key takes to the painted answer', async (open) => {
	const who = await open('operator');

	await who.page.evaluate(() => {
		window.took = { letter: [], answer: [] };
		let struck = null;
		const painted = (list, since) => requestAnimationFrame(() =>
		    setTimeout(() => list.push(performance.now() - since)));
		document.addEventListener('input', (e) => {
			struck = e.timeStamp;
			painted(window.took.letter, struck);
		}, true);
		new MutationObserver(() => {
			if (struck !== null)
				painted(window.took.answer, struck);
			struck = null;
		}).observe(document.querySelector('.lookup__panel'),
		    { subtree: true, childList: true, characterData: true,
			attributes: true });
	});
	for (const c of TYPED) {
		await who.type(c);
		await who.page.waitForTimeout(120);
	}
	const took = await who.page.evaluate(() => window.took);
	for (const [name, list] of Object.entries(took)) {
		list.sort((a, b) => a - b);
		const at = (share) => list[Math.floor(share * (list.length - 1))]
		    .toFixed(1);
		console.log(`key to painted ${name}, ${list.length} keys: ` +
		    `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms`);
	}
});
