/** Prices are published while quotes run at full speed: each answer is of one
 * rulebook, none is dropped, and what was published is in force. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { DAY_MS, clinicDate, rubles, status } from './checks.mjs';
import { service } from './harness.mjs';

const CALLERS = 16;
const ROUNDS = 25;

const it = service();
const day = (n) => clinicDate(Date.now() + n * DAY_MS);

/* The ${k}th pair of prices; begins a day later than the one before. */
const changes = (k) => [['doctor', 4000 + k], ['nurse', 1000 + k]]
    .map(([performer, price]) => ({ zone: 'green', performer,
	    price: rubles(price), valid_from: day(10 + k) }));

/** ask(client): the round both prices of one answer are of. */
async function ask(client) {
	const got = status(await client.get(
	    `/quote?zone=green&performers=doctor,nurse&at=${day(300)}`), 200);
	const [doctor, nurse] = got.lines.map((l) => l.price.amount / 100);

	if (doctor === 3900)
		assert.equal(nurse, 950);
	else
		assert.equal(doctor - 4000, nurse - 1000, 'of two rulebooks');
	return { round: doctor === 3900 ? -1 : doctor - 4000,
	    version: got.tariff_version };
}

test('published under load: at once, everywhere, never half', async () => {
	const [admin, operator] = [await it.login('admin'),
	    await it.login('operator')];
	const versions = new Map(); /* round → tariff_version */
	let published = -1;
	let quotes = 0;
	let over = false;

	const caller = async () => {
		while (!over) {
			const least = published; /* its 201 is here */
			const { round, version } = await ask(operator);

			quotes++;
			assert.ok(round >= least,
			    `round ${round} after the answer to ${least}`);
			assert.equal(versions.get(round) ?? version, version);
			versions.set(round, version);
		}
	};
	const callers = Array.from({ length: CALLERS }, caller);
	const begun = performance.now();
	for (let k = 0; k < ROUNDS; k++) {
		status(await admin.post('/tariffs/batch', { changes: changes(k),
		    reason: `раз ${k}` }), 201);
		published = k;
	}
	const ms = performance.now() - begun;
	over = true;
	await Promise.all(callers);
	assert.equal((await ask(operator)).round, ROUNDS - 1);
	assert.ok(quotes > ROUNDS, `${quotes} quotes`);
	console.log(`reload: ${ROUNDS} publications in ${ms.toFixed(0)} ms ` +
	    `under ${quotes} quotes; none late, mixed or dropped`);
});
