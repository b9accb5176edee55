/**
 * What every answer of the service must be, in words of the contract.
 */
import assert from 'node:assert/strict';

export const UUID7 =
    /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const CLINIC_TIME =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?\+03:00$/;

/** status(got, wanted): the status, with the body when it is another. */
export function status(got, ...wanted) {
	assert.ok(wanted.includes(got.status),
	    `status ${got.status}, not ${wanted.join(' or ')}: ${got.text}`);
	return got.body;
}

/** problem(got, wanted, code): an RFC 9457 answer; gives its body. */
export function problem(got, wanted, code) {
	status(got, ...[wanted].flat());
	assert.match(got.type, /^application\/problem\+json/, got.text);
	const p = got.body;
	assert.equal(p.status, got.status);
	for (const member of ['type', 'title', 'code', 'request_id'])
		assert.equal(typeof p[member], 'string', `${member}: ${got.text}`);
	assert.match(p.code, /^[a-z][a-z0-9_]*$/);
	if (code !== undefined)
		assert.equal(p.code, code, got.text);
	if (got.status === 429 || got.status === 503)
		assert.match(got.headers['retry-after'] ?? '', /^\d+$/,
		    'Retry-After');
	return p;
}

/** invalid(got, ...pointers): 422 that names at least these fields. */
export function invalid(got, ...pointers) {
	const p = problem(got, 422);

	assert.ok(Array.isArray(p.errors), got.text);
	for (const e of p.errors)
		for (const member of ['pointer', 'code', 'message'])
			assert.equal(typeof e[member], 'string', got.text);
	const have = p.errors.map((e) => e.pointer);
	for (const pointer of pointers)
		assert.ok(have.includes(pointer),
		    `no error at ${pointer}: ${JSON.stringify(p.errors)}`);
	return p.errors;
}

/** rubles(n): n rubles as the API writes them. */
export function rubles(n) {
	return { amount: n * 100, currency: 'RUB' };
}

/** etag(got): the strong ETag of an answer, checked against its version. */
export function etag(got) {
	assert.match(got.headers.etag ?? '', /^"\d+"$/, 'strong ETag');
	if (typeof got.body?.version === 'number')
		assert.equal(got.headers.etag, `"${got.body.version}"`);
	return got.headers.etag;
}

/** secure(got): the headers every answer has (RELIABILITY §2). */
export function secure(got, { api = true } = {}) {
	const h = got.headers;
	const csp = h['content-security-policy'] ?? '';

	assert.match(csp, /default-src 'none'/);
	assert.match(csp, /frame-ancestors 'none'/);
	assert.doesNotMatch(csp, /unsafe-/);
	assert.equal(h['x-content-type-options'], 'nosniff');
	assert.equal(h['x-frame-options'], 'DENY');
	assert.equal(h['referrer-policy'], 'no-referrer');
	assert.equal(h['cross-origin-opener-policy'], 'same-origin');
	assert.equal(h['cross-origin-resource-policy'], 'same-origin');
	assert.notEqual(h['permissions-policy'], undefined);
	assert.equal(h['access-control-allow-origin'], undefined, 'no CORS');
	assert.doesNotMatch(h.server ?? '', /\d/, 'no version is told');
	assert.equal(h['x-powered-by'], undefined);
	if (api)
		assert.match(h['cache-control'] ?? '', /no-store/);
}

const MINUTE = 60_000;
export const DAY_MS = 1440 * MINUTE;
const MOSCOW = 180 * MINUTE;

/**
 * promised(at_ms, minutes): ${minutes} after ${at_ms}, counted from 8 to 22
 * Moscow time only: our own arithmetic, to check the service's by.
 */
export function promised(at_ms, minutes) {
	let local = at_ms + MOSCOW;
	let left = minutes * MINUTE;

	for (;;) {
		const midnight = Math.floor(local / DAY_MS) * DAY_MS;
		const open = midnight + 480 * MINUTE;
		const close = midnight + 1320 * MINUTE;
		local = Math.max(local, open);
		if (local < close && local + left <= close)
			return local + left - MOSCOW;
		left -= Math.max(0, close - local);
		local = midnight + DAY_MS;
	}
}

/** clinicDate(ms): YYYY-MM-DD in Moscow. */
export function clinicDate(ms) {
	return new Date(ms + MOSCOW).toISOString().slice(0, 10);
}

/** clinicTime(ms): RFC 3339 with Moscow's offset. */
export function clinicTime(ms) {
	return new Date(ms + MOSCOW).toISOString().slice(0, 19) + '+03:00';
}

/** birthday(years, days): birth date of who turns ${years} in ${days} days. */
export function birthday(years, days = 0) {
	const today = clinicDate(Date.now());
	const year = Number(today.slice(0, 4)) - years;
	/* 29 February has no birthday in most years: take the next day. */
	const born = Date.UTC(year, Number(today.slice(5, 7)) - 1,
	    Number(today.slice(8)));

	return new Date(born + days * DAY_MS).toISOString().slice(0, 10);
}
