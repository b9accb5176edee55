/** English and Finnish are whole: no message key, no Russian left over. */
import assert from 'node:assert/strict';
import { site } from './browser.mjs';
import { seed, tour } from './tour.mjs';

const it = site({}, seed);

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
    'noscript'];

/* Names of people within the title of a dialog. */
const NAMES = /Врачёва Елена Олеговна/g;

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

for (const language of ['en', 'fi'])
	it.story(`the screens in ${language}`, async (open) => {
		const left = {};
		await tour(it, open, { language }, async (who, name) => {
			assert.equal(await who.page.getAttribute('html', 'lang'),
			    language);
			const bad = (await words(who))
			    .map((w) => w.replace(NAMES, '')).filter((w) =>
			    /[а-яё]/i.test(w) || /^[a-z_]+\.[a-z_.]+$/.test(w));
			if (bad.length)
				left[name] = bad;
		});
		assert.deepEqual(left, {});
	});
