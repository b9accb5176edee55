/** What is no rate: memory, starts, and what one load does to another. */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { call as fcgiCall } from '../http/fcgi.mjs';
import { PASSWORD, sleep, tempVar } from '../http/harness.mjs';
import { headersOf, measure, median, RELEASE, ROUNDS } from './rig.mjs';

const REST_MS = 900; /* after a price */

const health = { path: '/healthz' };

/** Milliseconds until the probe gives true. */
async function took(probe) {
	const from = process.hrtime.bigint();

	while (!await probe().catch(() => false))
		await sleep(1);
	return Number(process.hrtime.bigint() - from) / 1e6;
}

/** A process of its own on a copy of the database, from spawn to answer. */
async function startMs(inst) {
	const dir = tempVar();
	const socket = path.join(dir, 'socket');

	for (const file of ['homevisit.db', 'audit.key'])
		fs.copyFileSync(path.join(inst.var, file), path.join(dir, file));
	const child = spawn(path.join(RELEASE, 'homevisitd'), ['--db',
	    path.join(dir, 'homevisit.db'), '--socket', socket],
	    { stdio: 'ignore' });
	const ended = new Promise((done) => child.on('exit', done));
	const ms = await took(async () =>
	    (await fcgiCall(socket, health)).status === 200);
	child.kill('SIGTERM');
	await ended;
	fs.rmSync(dir, { recursive: true, force: true });
	return ms;
}

/** From kill -9 to the next answer through nginx. */
async function crashMs(inst) {
	const old = inst.kill9();
	const ms = await took(async () =>
	    (await inst.send(health)).status === 200);

	await inst.restarted(old);
	return ms;
}

/** Megabytes of the service that are its own. */
function memoryMb(inst) {
	const rollup = fs.readFileSync(`/proc/${inst.pid}/smaps_rollup`, 'utf8');

	return Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)[1]) / 1024;
}

/**
 * The load alone, and beside what ${disturb} does again and again, in turn: a
 * busy minute hurts both.
 */
async function beside(target, load, disturb) {
	const kept = [], p99 = [], times = [];
	let other = 0;

	for (let i = 0; i < ROUNDS; i++) {
		const alone = await measure(target, load, 32);
		let over = false;
		const meanwhile = (async () => {
			while (!over)
				times.push(await disturb());
		})();
		const both = await measure(target, load, 32);

		over = true;
		await meanwhile;
		kept.push(both.rate / alone.rate);
		p99.push(both.p99 / alone.p99);
		other += both.other + both.errors;
	}
	return { kept: median(kept), p99: median(p99), other, times };
}

/**
 * A price of the day after tomorrow, until it is the one in force then;
 * withdrawn, and a rest: two rulebooks a second.
 */
async function publish(inst, admin, serial) {
	const at = new Date(Date.now() + 2 * 86_400_000).toISOString()
	    .slice(0, 10);
	const price = (4000 + serial % 100 * 10) * 100;
	const tariff = { zone: 'red', performer: 'doctor', valid_from: at,
	    price: { amount: price, currency: 'RUB' }, reason: 'bench' };
	const from = process.hrtime.bigint();
	const made = await inst.send({ method: 'POST', path: '/api/v1/tariffs',
	    headers: { ...admin, 'Idempotency-Key': `bench-price-${Date.now()}` },
	    body: JSON.stringify(tariff) });

	if (made.status !== 201)
		throw new Error(`publishing: ${made.status} ${
		    JSON.stringify(made.body)}`);
	for (;;) {
		const got = await inst.send({ headers: admin,
		    path: `/api/v1/quote?zone=red&performers=doctor&at=${at}` });
		if (got.body.total.amount === price)
			break;
	}
	const ms = Number(process.hrtime.bigint() - from) / 1e6;
	await inst.send({ method: 'DELETE', headers: admin,
	    path: `/api/v1/tariffs/${made.body.id}` });
	await sleep(REST_MS);
	return ms;
}

/** Twenty who log in at once: nginx lets some of them in. */
async function storm(inst) {
	const got = await Promise.all(Array.from({ length: 20 }, () =>
	    inst.send({ method: 'POST', path: '/api/v1/session',
		headers: { 'Content-Type': 'application/json' },
		body: JSON.stringify({ login: 'admin', password: PASSWORD }) })));

	await sleep(100);
	return got.filter((r) => r.status === 200).length;
}

/** Twice as many at once as the goal has: who is let in, who is told to wait. */
async function overload(target, inst, load) {
	const full = await measure(target, load, 64);
	const before = memoryMb(inst);
	const twice = await measure(target, load, 128);

	return `registration, 128 at once beside 64: rate × ${
	    (twice.rate / full.rate).toFixed(2)}, p99 × ${
	    (twice.p99 / full.p99).toFixed(1)}, 503: ${twice.busy
	    }, else not 2xx: ${twice.other + twice.errors - twice.busy
	    }, memory ${(memoryMb(inst) - before).toFixed(1)} MB more`;
}

/** moments(target, inst, cases): lines of what was found. */
export async function moments(target, inst, cases) {
	const loadOf = (name) => cases.find((c) => c.name === name).load;
	const quote = loadOf('quote');
	const crowd = await overload(target, inst, loadOf('registration × 64'));
	const admin = await headersOf(inst, 'admin');
	let serial = 0;
	const prices = await beside(target, quote,
	    () => publish(inst, admin, serial++));
	const memory = memoryMb(inst);
	const logins = await beside(target, quote, () => storm(inst));
	const starts = [], crashes = [];

	for (let i = 0; i < ROUNDS; i++) {
		starts.push(await startMs(inst));
		crashes.push(await crashMs(inst));
	}
	return [
		crowd,
		`prices published beside quotes: rate kept ${
		    prices.kept.toFixed(2)}, p99 × ${prices.p99.toFixed(1)}, ${
		    prices.times.length} in force within ${
		    Math.max(...prices.times).toFixed(0)} ms, not 2xx ${
		    prices.other}`,
		`a storm of logins beside quotes: rate kept ${
		    logins.kept.toFixed(2)}, p99 × ${logins.p99.toFixed(1)}, ${
		    logins.times.reduce((a, b) => a + b, 0)} let in, not 2xx ${
		    logins.other}`,
		`memory after that: ${memory.toFixed(1)} MB`,
		`start to first answer: ${median(starts).toFixed(0)} ms`,
		`kill -9 to next answer: ${median(crashes).toFixed(0)} ms (worst ${
		    Math.max(...crashes).toFixed(0)})`,
	];
}
