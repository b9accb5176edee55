/** How soon the pages answer: the first load is small; MEASURE=1 tells how long
 * a key takes to be painted. */
import assert from 'node:assert/strict';
import { site } from './browser.mjs';

const LOGIN_BYTES = 30 * 1024;
const FIRST_LOAD_BYTES = 60 * 1024;
const TYPED = 'терапевт на дом, капельница, снятие швов, забор крови';

const it = site();

/* What crossed the wire until the page had ${selector}: the pages alone, not
 * the API. */
async function loaded(who, selector, act) {
	await who.script((wanted) => {
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
	return who.page.evaluate(() => {
		const sum = { bytes: 0, files: 0, ms: Math.round(window.there) };
		for (const e of [...performance.getEntriesByType('navigation'),
		    ...performance.getEntriesByType('resource')]) {
			if (e.name.includes('/api/') || e.startTime > window.there)
				continue;
			sum.bytes += e.encodedBodySize;
			sum.files++;
		}
		return sum;
	});
}

it.story('the first load is small', async (open) => {
	const who = await open(null);
	const login = await loaded(who, '.login__card', () => {});
	console.log('until one can log in:', login);
	assert.ok(login.bytes <= LOGIN_BYTES, `${login.bytes} bytes`);

	const operator = await open(null);
	const call = await loaded(operator, '#lookup',
	    () => operator.signIn('operator'));
	console.log('until the operator can type:', call);
	assert.ok(call.bytes <= FIRST_LOAD_BYTES, `${call.bytes} bytes`);
	// The rest comes by itself.
	await operator.page.waitForFunction(() =>
	    performance.getEntriesByType('resource').some((e) =>
		e.startTime > window.there && !e.name.includes('/api/')));
});

/* Figures to read, no limits: MEASURE=1 asks for them. */
const measure = process.env.MEASURE ? it.story : () => {};

measure('how long a key takes to the painted answer', async (open) => {
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
