/** The generator of a past: what it makes is a database of this program. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import test from 'node:test';
import { status } from './checks.mjs';
import { BIN, Instance, PASSWORD, homevisit, tempVar } from './harness.mjs';

const REQUESTS = 400;
const OPEN = 60;
const FILL = path.join(BIN, 'tests/seed/fill');

/** made(seed): a database in a folder of its own; the folder. */
async function made(seed) {
	const dir = tempVar();
	const db = path.join(dir, 'homevisit.db');

	for (const what of ['--sample', '--demo-users']) {
		const got = await homevisit(['--db', db, 'init', what],
		    { env: { DEMO_PASSWORD: PASSWORD } });
		assert.equal(got.code, 0, got.stderr);
	}
	execFileSync(FILL, [db, REQUESTS, seed, OPEN].map(String));
	return dir;
}

/** every(client, path): all items of a list, page by page. */
async function every(client, target) {
	const items = [];
	let cursor = '';

	do {
		const page = status(await client.get(
		    `${target}&limit=200${cursor}`), 200);
		items.push(...page.items);
		cursor = page.next && `&cursor=${page.next}`;
	} while (cursor);
	return items;
}

test('a generated past passes the check and reads as requests', async () => {
	const dir = await made(7);
	const got = await homevisit(
	    ['--db', path.join(dir, 'homevisit.db'), 'check']);

	assert.equal(got.code, 0, got.stdout + got.stderr);
	assert.match(got.stdout, new RegExp(`${REQUESTS} requests`));
	assert.match(got.stdout, /integrity: ok/);

	const it = new Instance({ var_dir: dir });
	await it.launch();
	try {
		const client = await it.login('dispatcher');
		const open = await every(client, '/requests?');
		const closed = await every(client, '/requests?state=closed');

		assert.equal(open.length, OPEN);
		assert.ok(closed.length > (REQUESTS - OPEN) / 2);
		for (const { id, version, state } of
		    [...open, ...closed].filter((_, i) => i % 29 === 0))
			await told(client, id, version, state);
	} finally {
		await it.stop();
	}
});

/** The history of ${id}: an unbroken walk, one event a version. */
async function told(client, id, version, state) {
	const { items } = status(
	    await client.get(`/requests/${id}/history`), 200);

	assert.equal(items.length, version);
	assert.equal(items[0].action, 'post');
	assert.equal(items.at(-1).to, state);
	for (let i = 1; i < items.length; i++) {
		assert.equal(items[i].from, items[i - 1].to);
		assert.ok(Date.parse(items[i].at) >=
		    Date.parse(items[i - 1].at));
	}
}
