/**
 * The machine's clock is set while people work: nobody loses a claim, a login,
 * a half-typed call or an answer; nothing takes place twice, and nothing is
 * erased that is not long over.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import { DAY_MS, clinicDate, problem, promised, rubles, status }
    from './checks.mjs';
import { claimed } from './dispatch.mjs';
import { service, sleep, tempVar, until } from './harness.mjs';
import { Wall } from './preload.mjs';
import { registration } from './samples.mjs';

const HOUR_MS = 3_600_000;
const LEASE_MS = 300_000;
const SLACK_MS = 20_000; /* a busy machine */
const SWEEP_MS = 2_500;
const PURGE_MS = 10_500;
const skip = Wall.installed ? false : 'needs libfaketime';

const dir = tempVar();
const wall = Wall.installed ? new Wall(dir) : undefined;
const it = service({ var_dir: dir, env: wall && { BIN: wall.bin } });

/* From the machine's clock to that moment of the clinic's day. */
const until_ = (iso) => Date.parse(`${iso}+03:00`) - Date.now();
const today = () => clinicDate(Date.now());
const year = Number(today().slice(0, 4));

/* name: how far the clock is off then, each set right after the one before */
const JUMPS = [
	['two hours forth', () => 2 * HOUR_MS],
	['and right again', () => 0],
	['two hours back', () => -2 * HOUR_MS],
	['forth to the last second of the day',
	    () => until_(`${today()}T23:59:59`)],
	['over midnight', () => until_(`${today()}T23:59:59`) + 2000],
	['back before it', () => until_(`${today()}T23:50:00`)],
	['the last second of the year',
	    () => until_(`${year}-12-31T23:59:59`)],
	['the new year', () => until_(`${year}-12-31T23:59:59`) + 2000],
	['back into the old one', () => until_(`${year}-12-31T23:00:00`)],
	['400 days forth', () => 400 * DAY_MS],
	['400 days back', () => -400 * DAY_MS],
	['right for good', () => 0],
];

const world = { posted: [], ids: [], numbers: new Set() };

async function setting(key, value) {
	const admin = await it.login('admin');
	const got = await admin.get(`/settings/${key}`);

	status(got, 200);
	status(await admin.call('PATCH', `/settings/${key}`, { value },
	    { etag: got.headers.etag }), 200);
}

test('people at work', { skip }, async () => {
	const operator = await it.login('operator');
	const admin = await it.login('admin');
	const draft = `/drafts/${randomUUID()}`;

	await setting('retention.request_months', '12');
	status(await admin.post('/tariffs', { zone: 'green',
	    performer: 'doctor', price: rubles(4100), reason: 'новый год',
	    valid_from: `${year + 1}-01-01` }), 201);
	status(await operator.put(draft, { text: 'half a call' }), 201);
	const over = await claimed(it);
	await over.must('cancel', { reason: 'better' });
	Object.assign(world, { draft, over: over.id, held: await claimed(it),
	    key: randomUUID(), body: registration() });
	world.first = status(await operator.post('/requests', world.body,
	    { key: world.key }), 201);
});

/* A lease is so long from the last sign of life, whatever the clock shows. */
async function keepsClaim() {
	const { held } = world;
	const dispatcher = await it.login('dispatcher');
	const before = status(await dispatcher.get(`/requests/${held.id}`), 200);

	assert.equal(before.claim?.token, held.token);
	const got = await held.call('heartbeat', { token: held.token });
	const { claim } = status(got, 200);
	const left = Date.parse(claim.expires_at) - wall.now;
	assert.ok(left > LEASE_MS - SLACK_MS && left < LEASE_MS + SLACK_MS,
	    `${left} ms left`);
}

/* A request posted now: in order after all others, promised from now on. */
async function posts() {
	const operator = await it.login('operator');
	const q = status(await operator.post('/requests', registration()), 201);
	const at = Date.parse(q.created_at);

	assert.ok(Math.abs(at - wall.now) < SLACK_MS, q.created_at);
	assert.equal(Date.parse(q.promise.target_at), promised(at, 30));
	world.posted.push(q);
	assert.ok(!world.numbers.has(q.number), `${q.number} again`);
	world.numbers.add(q.number);
	assert.ok(world.ids.every((id) => id < q.id), 'ids ascend');
	world.ids.push(q.id);
}

/* What was posted before is as it was; the same key gives the same answer. */
async function keeps() {
	const operator = await it.login('operator');
	const old = world.posted[0];

	assert.deepEqual(status(await operator.get(`/requests/${old.id}`), 200)
	    .promise.target_at, old.promise.target_at);
	const again = await operator.post('/requests', world.body,
	    { key: world.key });
	assert.equal(status(again, 201).id, world.first.id);
	assert.equal(again.headers['idempotent-replayed'], 'true');
}

/* The price of the day the clock shows, and that of a day that is named. */
async function prices() {
	const operator = await it.login('operator');
	const quote = async (at = '') => status(await operator.get(
	    `/quote?zone=green&performers=doctor${at}`), 200).total.amount;
	const next = clinicDate(wall.now) >= `${year + 1}-01-01`;

	assert.equal(await quote(`&at=${year}-12-31T12:00:00%2B03:00`), 390_000);
	assert.equal(await quote(`&at=${year + 1}-01-01T00:00:00%2B03:00`),
	    410_000);
	assert.equal(await quote(), next ? 410_000 : 390_000);
}

for (const [name, off] of JUMPS)
	test(name, { skip }, async () => {
		wall.set(off());
		status(await (await it.login('admin')).get('/session'), 200);
		await keepsClaim();
		await posts();
		await keeps();
		await prices();
		if (['two hours forth', '400 days forth'].includes(name))
			await sleep(SWEEP_MS);
		await keepsClaim();
	});

test('in the end all is there, in the order it happened in', { skip },
    async () => {
	const dispatcher = await it.login('dispatcher');
	const operator = await it.login('operator');
	const { items } = status(await dispatcher.get(
	    `/requests/${world.held.id}/history`), 200);

	assert.deepEqual(items.map((e) => e.action), ['post', 'claim']);
	status(await operator.get(world.draft), 200);
	await world.held.must('release', { reason: 'перерыв' });
	const admin = await it.login('admin');
	const audit = status(await admin.get('/audit?action=clock.move&limit=50'),
	    200).items;
	/* Those over midnight are too small to be one. */
	assert.equal(audit.length, JUMPS.length - 2);
	assert.equal(status(await admin.get('/audit/verify'), 200).ok, true);
});

test('a day ahead of its time nothing is erased, also after a new start',
    { skip }, async () => {
	const operator = await it.login('operator');
	const dispatcher = await it.login('dispatcher');
	const name = async () => status(await dispatcher.get(
	    `/requests/${world.over}`), 200).patient.name;
	const before = await name();

	wall.set(400 * DAY_MS);
	status(await operator.post('/requests', registration()), 201);
	await it.restarted(it.kill9());
	await sleep(PURGE_MS);
	wall.set(0);
	await it.restarted(it.kill9());
	status(await operator.get(world.draft), 200);
	assert.equal(await name(), before);
});

/* The control: a clock set where nobody can tell, and all of it is gone. */
test('two days without the service: what is over is over', { skip },
    async () => {
	const held = await claimed(it);
	const operator = await it.login('operator');
	const old = it.pid;

	process.kill(old, 'SIGKILL');
	wall.set(2 * DAY_MS);
	await it.restarted(old);
	problem(await operator.get('/session'), 401);
	const dispatcher = await it.newSession('dispatcher');
	await until(async () => status(await dispatcher.get(
	    `/requests/${held.id}`), 200).state === 'queued', 10_000, 'its end');
	await until(async () => status(await (await it.newSession('admin'))
	    .get('/audit?action=draft.expire'), 200).items.length === 1,
	    15_000, 'the end of the draft');
});
