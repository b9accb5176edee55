/** Pictures of every screen, and what a picture shows at once: nothing runs
 * over, nothing scrolls sideways, and the first load is small. */
import assert from 'node:assert/strict';
import { site } from './browser.mjs';
import { seed, tour } from './tour.mjs';

const SIZES = [[1366, 768], [1920, 1080]];
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

it.story('the first load is small', async (open) => {
	const who = await open(null);
	const cdp = await who.page.context().newCDPSession(who.page);
	const headers = new Map();
	const sum = { files: 0, bodies: 0, headers: 0 };
	await cdp.send('Network.enable');
	await cdp.send('Network.clearBrowserCache');
	cdp.on('Network.responseReceived', ({ requestId, response }) => {
		if (!response.url.includes('/api/'))
			headers.set(requestId, response.encodedDataLength);
	});
	cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
		if (!headers.has(requestId))
			return;
		sum.files++;
		sum.headers += headers.get(requestId);
		sum.bodies += encodedDataLength - headers.get(requestId);
	});
	await who.page.reload();
	await who.see('.login__card');
	const first = sum.bodies;
	console.log('first load, login page:', sum);
	await who.signIn('operator');
	await who.see('.question');
	console.log('first load, call screen:', sum);
	assert.ok(first <= FIRST_LOAD_BYTES, `${first} bytes`);
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
