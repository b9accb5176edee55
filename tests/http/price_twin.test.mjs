/**
 * The price, against one worked out here in another way: from the bare lists
 * of prices and places, by looking at each of them.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { DAY_MS, clinicDate, rubles, status } from './checks.mjs';
import { dice } from '../history/run.mjs';
import { service } from './harness.mjs';

const it = service();

const ASKED = Number(process.env.HV_QUOTES ?? 10_000);
const AT_ONCE = 16;
const DAYS = 60; /* how far ahead is priced and asked */
const PUBLISHED = 40;

const ZONES = ['green', 'yellow', 'red', 'oblast'];
const PERFORMERS = ['doctor', 'nurse'];
const midnight = (date) => Date.parse(`${date}T00:00:00+03:00`);

/** Prices of ${PUBLISHED} days to come, each pair and day at most once. */
async function publish(roll) {
	const admin = await it.login('admin');
	const seen = new Set();
	const ours = [];

	for (let n = 0; n < PUBLISHED; n++) {
		const change = { zone: ZONES[roll(4)],
		    performer: PERFORMERS[roll(2)],
		    valid_from: clinicDate(Date.now() + (1 + roll(DAYS)) * DAY_MS),
		    price: rubles(1000 + roll(9000)), reason: 'сверка' };
		const key = [change.zone, change.performer, change.valid_from].join();
		if (seen.has(key))
			continue;
		seen.add(key);
		status(await admin.post('/tariffs', { ...change,
		    confirmed: true }), 201);
		ours.push({ ...change, from: midnight(change.valid_from) });
	}
	return ours;
}

/** What a place costs: its own zone, or that of the nearest place above. */
function zoneOf(places, code) {
	for (let at = places.get(code); at; at = places.get(at.parent))
		if (at.zone)
			return at.zone;
	return null;
}

function twin(tariffs, zone, performers, at) {
	let total = 0;

	for (const performer of performers) {
		const one = tariffs.filter((t) => t.zone === zone &&
		    t.performer === performer && t.from <= at)
		    .sort((a, b) => b.from - a.from)[0];
		total += one.price.amount;
	}
	return total;
}

test(`${ASKED} prices are those of the second way`, async (t) => {
	const seed = Date.now() % 2 ** 31;
	const random = dice(seed);
	const roll = (n) => Math.floor(random() * n);
	const admin = await it.login('admin');
	const operator = await it.login('operator');
	const listed = status(await admin.get('/tariffs'), 200).items
	    .map((p) => ({ ...p, from: p.valid_from.length === 10
	    ? midnight(p.valid_from) : Date.parse(p.valid_from) }));
	const places = new Map(status(await admin.get('/places'), 200).items
	    .map((p) => [p.code, p]));
	const codes = [...places.keys()];
	const tariffs = [...listed, ...await publish(roll)];
	let left = ASKED;
	let asked = 0;

	t.diagnostic(`seed ${seed}`);
	await Promise.all(Array.from({ length: AT_ONCE }, async () => {
		while (left-- > 0) {
			const place = roll(2) ? codes[roll(codes.length)] : null;
			const zone = place ? zoneOf(places, place)
			    : ZONES[roll(4)];
			const who = [['doctor'], ['nurse'], PERFORMERS][roll(3)];
			/* seconds before, at and after midnight, too */
			const at = midnight(clinicDate(Date.now() +
			    (1 + roll(DAYS + 5)) * DAY_MS)) +
			    [-1000, 0, 1000, roll(DAY_MS)][roll(4)];
			const got = await operator.get(`/quote?${
			    new URLSearchParams({ ...place ? { place } : { zone },
				performers: who.join(), bonus: roll(2),
				at: new Date(at).toISOString() })}`);
			const where = `seed ${seed}: ${got.text}`;

			asked++;
			if (zone === null) {
				assert.equal(got.status, 422, where);
				continue;
			}
			assert.equal(got.status, 200, where);
			assert.equal(got.body.zone, zone, where);
			assert.equal(got.body.total.amount,
			    twin(tariffs, zone, who, at), where);
			assert.equal(got.body.total.amount, got.body.lines
			    .reduce((sum, l) => sum + l.price.amount, 0), where);
		}
	}));
	assert.equal(asked, ASKED);
});
