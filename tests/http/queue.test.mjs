/** The most urgent request to whoever asks for one. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { etag, problem, status } from './checks.mjs';
import { service } from './harness.mjs';
import { registration } from './samples.mjs';

const it = service();

const next = async () => (await it.login('dispatcher')).post('/queue/next');

async function posted(changes) {
	const operator = await it.login('operator');

	return status(await operator.post('/requests', registration(changes)),
	    201);
}

test('an empty queue gives nothing', async () => {
	const got = await next();

	status(got, 204);
	assert.equal(got.text, '');
});

test('the queue gives the first posted of equal promises first',
    async () => {
	const made = [await posted(), await posted(), await posted()];
	const given = [];

	for (const _ of made) {
		const got = await next();
		const r = status(got, 200);
		etag(got);
		assert.equal(r.state, 'claimed');
		assert.equal(r.claim.by, 'dispatcher');
		assert.equal(typeof r.claim.token, 'number');
		assert.ok(Date.parse(r.claim.expires_at) > Date.now());
		given.push(r.id);
	}
	assert.deepEqual(given, made.map((r) => r.id));
	status(await next(), 204);
});

test('a released request keeps its place', async () => {
	const dispatcher = await it.login('dispatcher');
	const made = [await posted(), await posted()];
	const got = await next();

	assert.equal(got.body.id, made[0].id);
	status(await dispatcher.post(`/requests/${got.body.id}/release`,
	    { token: got.body.claim.token }, { etag: etag(got) }), 200);
	assert.equal(status(await next(), 200).id, made[0].id);
	assert.equal(status(await next(), 200).id, made[1].id);
});

test('a request with a planned retry waits for its time', async () => {
	const dispatcher = await it.login('dispatcher');
	await posted();
	const got = await next();

	status(await dispatcher.post(`/requests/${got.body.id}/attempt`,
	    { token: got.body.claim.token, outcome: 'no_answer' },
	    { etag: etag(got) }), 200);
	status(await next(), 204);
});

test('only a dispatcher takes from the queue', async () => {
	for (const role of ['operator', 'admin'])
		problem(await (await it.login(role)).post('/queue/next'), 403,
		    'forbidden');
	problem(await it.anonymous().post('/queue/next'), 401,
	    'unauthenticated');
});
