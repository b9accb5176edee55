/**
 * Fictional people and the requests they make, each different from all
 * others of the run, so that none looks like a duplicate.
 */
import { DAY_MS } from './checks.mjs';

const LETTERS = 'абвгдежзик';
let made = 0;

/** words(n): a number as letters, for a name. */
export const words = (n) => [...String(n)].map((d) => LETTERS[d]).join('');
const two = (n) => String(n % 100).padStart(2, '0');

/** person(): a patient nobody has seen before. */
export function person() {
	const n = ++made;
	const born = Date.UTC(1950, 0, 1) + (n * 37 % 16_000) * DAY_MS;

	return {
		name: `Тестов${words(n)} Пётр Иванович`,
		birth_date: new Date(born).toISOString().slice(0, 10),
		phone: `+781255501${two(n)}`,
	};
}

export function address() {
	return {
		text: `Санкт-Петербург, Тестовая улица, д. ${made}`,
		place: 'vasileostrovsky',
		entrance: '2',
		floor: '5',
		flat: String(made),
		intercom: '41К',
		note: 'собака',
	};
}

const numbered = (prefix, n, answer) => Object.fromEntries(
    Array.from({ length: n }, (_, i) =>
	[prefix + String(i + 1).padStart(2, '0'), answer]));

export const epid = () => numbered('EA', 10, { answer: 'no' });
export const redFlags = () => numbered('RF', 14, 'no');

/**
 * registration(changes): a complete request of a first-time patient for a
 * therapist in the green zone.  Objects in ${changes} are merged, an empty
 * one and other values replace; undefined leaves a member out.
 */
export function registration(changes = {}) {
	const body = {
		patient: person(),
		address: address(),
		services: [{ code: 'X01' }],
		performers: ['doctor'],
		symptoms: 'кашель',
		epid: epid(),
		red_flags: redFlags(),
		consent: { price: true, data: true, text_version: '1' },
	};

	return merge(body, changes);
}

/** repeat(card, birth, changes): the same from a patient with a card. */
export function repeat(card_no, birth_date, changes = {}) {
	return merge({ ...registration(), patient: { card_no, birth_date } },
	    changes);
}

function merge(base, changes) {
	const out = { ...base };

	for (const [k, v] of Object.entries(changes))
		out[k] = plain(v) && plain(out[k]) && Object.keys(v).length > 0
		    ? merge(out[k], v) : v;
	return out;
}

const plain = (v) =>
    typeof v === 'object' && v !== null && !Array.isArray(v);
