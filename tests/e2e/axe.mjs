/** What axe finds on a screen. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';

const AXE = fs.readFileSync(createRequire(import.meta.url)
    .resolve('axe-core/axe.min.js'), 'utf8');

/** axe(who): it finds nothing. */
export async function axe(who) {
	await who.page.evaluate(AXE);
	const bad = await who.page.evaluate(async () =>
	    (await window.axe.run(document, { resultTypes: ['violations'] }))
	    .violations.flatMap((v) => v.nodes.map((n) =>
		`${v.id}: ${n.target.join(' ')}`)));
	assert.deepEqual(bad, []);
}
