/** WCAG 2.2 AA by axe, on every screen, in every language, light and dark. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { site } from './browser.mjs';
import { seed, tour } from './tour.mjs';

const AXE = fs.readFileSync(createRequire(import.meta.url)
    .resolve('axe-core/axe.min.js'), 'utf8');
/* Darkness changes colours, nothing else, and in every language the same. */
const RULES = {
	light: { type: 'tag',
	    values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] },
	dark: { type: 'rule', values: ['color-contrast'] },
};

const it = site({}, seed);

/** violations(who, runOnly): what axe finds, one line each. */
function violations(who, runOnly) {
	return who.page.evaluate(async (only) => {
		const { violations: all } = await window.axe.run(document, {
		    runOnly: only, resultTypes: ['violations'] });
		return all.flatMap((v) => v.nodes.map((n) =>
		    `${v.id}: ${n.target.join(' ')}: ${
			n.failureSummary.split('\n').slice(1).join(';')}`));
	}, runOnly);
}

const TURNS = [['ru', ['light', 'dark']], ['en', ['light']], ['fi', ['light']]];

for (const [language, themes] of TURNS)
	it.story(`axe finds nothing, ${language}`, async (open) => {
		const found = {};
		await tour(it, open, { language }, async (who, name) => {
			await who.page.evaluate(AXE);
			for (const theme of themes) {
				await who.theme(theme);
				const bad = await violations(who, RULES[theme]);
				if (bad.length)
					found[`${name} ${theme}`] = bad;
			}
		});
		assert.deepEqual(found, {});
	});
