/** Members nobody asked for, in every body: named and refused (422). */
import assert from 'node:assert/strict';
import test from 'node:test';
import { invalid, status } from './checks.mjs';
import { posted } from './dispatch.mjs';
import { API, service } from './harness.mjs';
import { ROLES, allows, full, routes } from './routes.mjs';

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

const deref = (node) => node?.$ref ? deref(node.$ref.slice(2).split('/')
    .reduce((at, key) => at[key], doc)) : node;

/** forms(schema): the schema itself, or those it is one of. */
const forms = (schema) => {
	const s = deref(schema) ?? {};

	return [s, ...[...s.oneOf ?? [], ...s.anyOf ?? []].map(deref)];
};

/**
 * spots(schema, at, wrap): every object of a body, as [pointer, the members
 * it knows, what makes a body of it]; lists have one entry.
 */
function spots(schema, at = '', wrap = (object) => object) {
	const { properties = {} } = forms(schema).find((s) => s.properties) ??
	    {};
	const found = [[at, properties, wrap]];

	for (const [name, inner] of Object.entries(properties)) {
		const list = forms(inner).find((s) => s.items);
		const shape = forms(list ? list.items : inner)
		    .find((s) => s.properties);
		if (shape)
			found.push(...spots(shape,
			    `${at}/${name}${list ? '/0' : ''}`, (object) =>
				wrap({ [name]: list ? [object] : object })));
	}
	return found;
}

/** bodies(): [route, schema] of every call that takes JSON. */
function bodies() {
	const rows = [];

	for (const [path, item] of Object.entries(doc.paths))
		for (const [method, op] of Object.entries(item)) {
			const schema = op.requestBody
			    ?.content['application/json']?.schema;
			const route = schema && routes().find((r) =>
			    r.method === method.toUpperCase() &&
			    r.path === full(path));
			if (route)
				rows.push([route, schema]);
		}
	return rows;
}

/** stuffed(known): an object of all WORTH slipping in that is not known. */
const stuffed = (known) => Object.fromEntries(WORTH
    .filter((word) => !Object.hasOwn(known, word)).map((word) => [word, 'x']));

test('every body names what it does not know, at every depth', async () => {
	const list = bodies();
	let members = 0, deep = 0;

	assert.ok(list.length >= 80, `${list.length} bodies`);
	for (const [route, schema] of list) {
		const role = ROLES.find((r) => allows(route, r)) ?? 'operator';
		const client = await it.login(role);
		for (const [at, known, wrap] of spots(schema)) {
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
