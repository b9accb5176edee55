/** Members nobody asked for, in every body: named and refused (422). */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, status } from './checks.mjs';
import { posted } from './dispatch.mjs';
import { API, service } from './harness.mjs';
import { ROLES, allows } from './routes.mjs';
import { operations, spots } from './schema.mjs';

/* What would be worth slipping in. */
const WORTH = ['id', 'version', 'state', 'status', 'number', 'created_by',
    'created_at', 'updated_at', 'login', 'role', 'roles', 'admin', 'is_admin',
    'user_id', 'actor', 'password', 'password_hash', 'token', 'claim',
    'claimed_by', 'price', 'price_kop', 'total', 'promise', 'audit', 'seq',
    'hash', 'scopes', 'approved_by', 'active', 'deleted', 'constructor'];

let doc;
let request;
const it = service({}, async () => {
	doc = status(await it.anonymous().get('/openapi.json'), 200);
	request = (await posted(it)).body.id;
});

/** stuffed(known): an object of all WORTH slipping in that is not known. */
const stuffed = (known) => Object.fromEntries(WORTH
    .filter((word) => !Object.hasOwn(known, word)).map((word) => [word, 'x']));

test('every body names what it does not know, at every depth', async () => {
	const list = operations(doc).filter((row) => row.schema);
	let members = 0, deep = 0;

	assert.ok(list.length >= 80, `${list.length} bodies`);
	for (const { route, schema } of list) {
		const role = ROLES.find((r) => allows(route, r)) ?? 'operator';
		const client = await it.login(role);
		for (const [at, known, wrap] of spots(doc, schema)) {
			const extra = stuffed(known);
			const wrong = Object.keys(extra)
			    .map((word) => `${at}/${word}`);
			const got = await client.call(route.method,
			    route.path.replace(/\{[^}]+\}/, request), wrap(extra),
			    { absolute: true, etag: '"1"' });
			try {
				invalid(got, ...wrong);
			} catch (e) {
				assert.fail(`${route.method} ${route.path} ` +
				    `at "${at}": ${e.message}`);
			}
			members += wrong.length;
			deep += at !== '';
		}
	}
	assert.ok(members >= 80 * 25 && deep >= 10, `${members}, ${deep} deep`);
});

test('control: a member the body knows is not among them', async () => {
	const client = await it.login('operator');
	const errors = invalid(await client.post('/calls',
	    { outcome: 'emergency', state: 'closed' }), '/state');

	assert.deepEqual(errors.map((e) => e.pointer), ['/state']);
	status(await client.call('POST', `${API}/calls`,
	    { outcome: 'emergency' }, { absolute: true }), 201);
});
