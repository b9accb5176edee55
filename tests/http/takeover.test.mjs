/** A colleague's live claim goes over, for a reason. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CLINIC_TIME, invalid, problem, status } from './checks.mjs';
import { Held, claimed, posted } from './dispatch.mjs';
import { service } from './harness.mjs';

const it = service({ users: [{ login: 'dispatcher2', role: 'dispatcher' }] });

/** colleague(held): another dispatcher before the same request. */
async function colleague(held) {
	const client = await it.login('dispatcher2');

	return new Held(client, await client.get(`/requests/${held.id}`));
}

test('it needs a reason; the token grows, the old one is dead', async () => {
	const held = await claimed(it);
	const other = await colleague(held);

	assert.ok(other.last.allowed_actions.includes('takeover'));
	assert.ok(!held.last.allowed_actions.includes('takeover'));
	assert.match(other.last.claim.seen_at, CLINIC_TIME);
	invalid(await other.call('takeover', {}), '/reason');
	invalid(await other.call('takeover', { reason: '  ' }), '/reason');
	problem(await other.call('takeover', { reason: 'x' },
	    { etag: undefined }), 428);
	problem(await other.call('takeover', { reason: 'x' },
	    { etag: '"1"' }), 412, 'version_stale');
	const got = other.take(await other.call('takeover',
	    { reason: 'Коллега не отвечает' })).body;
	assert.equal(got.state, 'claimed');
	assert.equal(got.claim.by, 'dispatcher2');
	assert.ok(got.claim.token > held.token);
	/* The answer was lost: it comes again, with the old If-Match. */
	status(await other.call('takeover', { reason: 'Коллега не отвечает' },
	    { etag: held.etag }), 200);

	const p = problem(await held.call('attempt', { token: held.token,
	    outcome: 'reached' }), 409, 'claimed_by_other');
	assert.equal(p.by, 'dispatcher2');
	assert.match(p.since, CLINIC_TIME);
	const { items } = status(await held.client.get(
	    `/requests/${held.id}/history`), 200);
	const last = items.at(-1);
	assert.deepEqual([last.action, last.by, last.from, last.to, last.reason],
	    ['takeover', 'dispatcher2', 'claimed', 'claimed',
		'Коллега не отвечает']);
});

test('what waits is claimed, not taken over', async () => {
	const held = new Held(await it.login('dispatcher'), await posted(it));

	problem(await held.call('takeover', { reason: 'x' }), 409, 'wrong_state');
	problem(await held.client.post(
	    '/requests/01900000-0000-7000-8000-000000000000/takeover',
	    { reason: 'x' }, { etag: '"1"' }), 404, 'not_found');
});

test('only a dispatcher takes over', async () => {
	const held = await claimed(it);

	for (const role of ['operator', 'admin'])
		problem(await (await it.login(role)).post(
		    `/requests/${held.id}/takeover`, { reason: 'x' },
		    { etag: held.etag }), 403, 'forbidden');
});
