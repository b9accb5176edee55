/** What axe finds on a screen. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';

const AXE = fs.readFileSync(createRequire(import.meta.url)
    .resolve('axe-core/axe.min.js'), 'utf8');

/* Darkness changes colours, nothing else. */
export const CONTRAST = { type: 'rule', values: ['color-contrast'] };

/** violations(who, runOnly): what it finds, one line each; of a dialog that
 * is open that alone, since what lies behind cannot be reached. */
export async function violations({ page }, runOnly) {
	if (!await page.evaluate(() => 'axe' in window))
		await page.evaluate(AXE);
	return page.evaluate(async (only) => {
		const { violations: all } = await window.axe.run(
		    document.querySelector('dialog[open]') ?? document,
		    { ...only && { runOnly: only },
			resultTypes: ['violations'] });
		return all.flatMap((v) => v.nodes.map((n) =>
		    `${v.id}: ${n.target.join(' ')}: ${
			n.failureSummary.split('\n').slice(1).join(';')}`));
	}, runOnly);
}

/** axe(who, runOnly): it finds nothing. */
export async function axe(who, runOnly) {
	assert.deepEqual(await violations(who, runOnly), []);
}
