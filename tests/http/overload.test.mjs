/** More calls at once than there are threads: an answer for each of them. */
import assert from 'node:assert/strict';
import http from 'node:http';
import test from 'node:test';
import { status } from './checks.mjs';
import { exchange } from './client.mjs';
import { API, COOKIE, service } from './harness.mjs';
import { registration } from './samples.mjs';

const THREADS = 4;
const AT_ONCE = 120;

const it = service({ env: { HOMEVISITD: `--threads ${THREADS}` } });

/** crowd(client, agent): who registers, and who asks, in turn. */
function crowd(client, agent) {
	const headers = {
		Cookie: `${COOKIE}=${client.cookies.get(COOKIE)}`,
		'X-CSRF-Token': client.csrf, 'Sec-Fetch-Site': 'same-origin',
		'Content-Type': 'application/json',
	};
	const calls = Array.from({ length: AT_ONCE }, (_, i) => i % 3 === 0
	    ? { path: `${API}/quote?zone=green&performers=doctor`, headers }
	    : { method: 'POST', path: `${API}/requests`,
		body: JSON.stringify(registration()),
		headers: { ...headers, 'Idempotency-Key': `overload-${i}` } });

	return Promise.all(calls.map((call) => exchange({ agent,
	    host: '127.0.0.1', port: it.port, ...call })));
}

test('each call is done or told to come again, none is lost', async () => {
	const agent = new http.Agent({ keepAlive: true });
	const client = await it.login('operator');
	const got = await crowd(client, agent);
	const kept = got.filter((g) => g.status === 201);

	for (const g of got.filter((one) => ![200, 201].includes(one.status))) {
		assert.equal(g.status, 503, g.text);
		assert.match(g.headers['retry-after'], /^\d+$/);
	}
	assert.equal(new Set(kept.map((g) => g.body.number)).size, kept.length);
	for (const g of kept)
		status(await client.get(`/requests/${g.body.id}`), 200);
	agent.destroy();
});
