/**
 * Every screen, as a tour comes by it: WCAG 2.2 AA by axe; whole in English
 * and Finnish, no message key, no Russian left over; nothing runs over or
 * scrolls sideways.  TOUR=all (make tour) goes in every language and theme,
 * and keeps pictures.
 */
import assert from 'node:assert/strict';
import { CONTRAST, violations } from './axe.mjs';
import { site } from './browser.mjs';
import { seed, tour } from './tour.mjs';

const ALL = process.env.TOUR === 'all';
const SIZES = [[1920, 1080], [1366, 768]];
const SETTLE_MS = 5000;
const RULES = {
	light: { type: 'tag',
	    values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] },
	dark: CONTRAST,
};
const TURNS = ALL ? ['ru', 'en', 'fi'].map((language) =>
    [language, ['light', 'dark']]) : [['ru', ['light']], ['fi', ['dark']]];

const it = site({ users: [{ login: 'vera', role: 'operator' }] }, seed);

/* What is data: names, addresses, services, questions, scripts; and the names
 * of the languages, each in its own. */
const DATA = ['option[lang]', '.header__user', '.say', '.option__name',
    '.verdict h2', '.condition__say', '.referrals',
    '.visit__condition', '.script',
    '.visit__line', '.price__head h2', '.mine__line', '.peek__who',
    '.correct__place', '.unfinished__line',
    '.question__text', '.question__extra .quiet', '.emergency__sign',
    '.row td:nth-child(n + 4) > span:first-child',
    '.queue__name', '.medic', '.lane', '.sheet', '.visit-table td',
    '.visits__tools .quiet', '.visit', '.suggestion', '.queues__table td:nth-child(n + 2)',
    '.row td:nth-child(6)', '.facts dd', '.history li', '.choice__option',
    '.edit-row__title', '.edit-row__key', '.edit-form__title', '.word',
    '.explain__hit strong', '.explain__hit .quiet', '.sample',
    '.places-check td', '.places-check th a', '.map__place',
    '#report-unknown-terms', '.audit-details h2', 'noscript'];

/* Names of people within the title of a dialog. */
const NAMES = /Врачёва Елена Олеговна|Администратор \(пример\)/g;

/** The words of the screen, titles and labels included, data left out. */
function words(who) {
	return who.page.evaluate((data) => {
		const out = [document.title];
		const shown = (e) => !e.closest(data) && e.checkVisibility();
		for (const e of document.querySelectorAll('body *')) {
			if (!shown(e))
				continue;
			// These two repeat the text of what stands in them.
			if (!e.matches('td, .condition'))
				for (const a of ['title', 'aria-label', 'placeholder'])
					out.push(e.getAttribute(a) ?? '');
			for (const n of e.childNodes)
				if (n.nodeType === Node.TEXT_NODE)
					out.push(n.data.trim());
		}
		return out.filter(Boolean);
	}, DATA.join());
}

/** Words of no language, or of one that was not chosen. */
async function untranslated(who, language) {
	const all = (await words(who)).map((w) => w.replace(NAMES, ''));

	return all.filter((w) => /^[a-z_]+\.[a-z_.]+$/.test(w) ||
	    (language !== 'ru' && /[а-яё]/i.test(w)));
}

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

/** overflows(), once what follows the size of the window has followed. */
async function overflowsAt(who, width, height) {
	const end = Date.now() + SETTLE_MS;

	await who.page.setViewportSize({ width, height });
	for (;;) {
		const bad = await overflows(who);
		if (bad.length === 0 || Date.now() > end)
			return bad;
		await who.page.waitForTimeout(50);
	}
}

/** All that is wrong with the screen ${name}, by what was looked for. */
async function faults(who, name, language, themes) {
	const found = { words: await untranslated(who, language) };

	assert.equal(await who.page.getAttribute('html', 'lang'), language);
	for (const theme of themes) {
		await who.theme(theme);
		found[`axe ${theme}`] = await violations(who, RULES[theme]);
	}
	for (const [width, height] of SIZES) {
		found[`at ${width}`] = await overflowsAt(who, width, height);
		for (const theme of ALL ? themes : []) {
			await who.theme(theme);
			await who.shot(`${name}-${language}-${width}-${theme}`);
		}
	}
	return Object.entries(found).filter(([, list]) => list.length > 0);
}

for (const [language, themes] of TURNS)
	it.story(`every screen in ${language}, ${themes}`, async (open) => {
		const found = {};
		let n = 0;

		await tour(it, open, { language }, async (who, name) => {
			const bad = await faults(who, name, language, themes);
			n++;
			if (bad.length > 0)
				found[name] = Object.fromEntries(bad);
		});
		console.log(`${n} screens in ${language}`);
		assert.deepEqual(found, {});
	});
