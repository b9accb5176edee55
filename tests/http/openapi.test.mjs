/** The OpenAPI file says what the service does, no more and no less. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import test from 'node:test';
import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020.js';
import { DAY_MS, clinicDate, etag, rubles, status } from './checks.mjs';
import { claimed, posted, reached, window } from './dispatch.mjs';
import { API, service } from './harness.mjs';
import { ROLES, allows, full, routes } from './routes.mjs';
import { registration, repeat } from './samples.mjs';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];
const FILE = 'openapi.json';

let doc;
let ajv;
const it = service({}, async () => {
	const client = await it.login('operator');
	doc = status(await client.get('/openapi.json'), 200);
	ajv = new Ajv2020({ strict: false, allErrors: true });
	addFormats(ajv);
	ajv.addSchema(doc, FILE);
});

/** operations(): [{method, path, key, op}] with the path as it is called. */
function operations() {
	return Object.entries(doc.paths).flatMap(([key, item]) =>
	    METHODS.filter((m) => item[m]).map((m) => {
		const server = (item[m].servers ?? item.servers ??
		    doc.servers)[0].url.replace(/\/$/, '');
		return { method: m.toUpperCase(), key, op: item[m],
		    path: full(server + key) };
	    }));
}

const named = ({ method, path }) =>
    `${method} ${path.replace(/\{[^}]+\}/g, '{}')}`;

function deref(node, at) {
	while (node?.$ref) {
		at = node.$ref;
		node = at.slice(2).split('/').reduce((o, k) =>
		    o[k.replace(/~1/g, '/').replace(/~0/g, '~')], doc);
	}
	return [node, at];
}

const pointer = (...keys) => '#/' + keys.map((k) =>
    String(k).replace(/~/g, '~0').replace(/\//g, '~1')).join('/');

/** conform(method, path, got): ${got} is an answer the file describes. */
function conform(method, target, got) {
	const key = operations().find((o) =>
	    named(o) === named({ method, path: full(target) }))?.key;
	const what = `${method} ${target} ${got.status}`;
	const op = doc.paths[key]?.[method.toLowerCase()];
	assert.ok(op, `${what}: not in the file`);
	const code = [String(got.status), `${got.status}`[0] + 'XX', 'default']
	    .find((c) => op.responses[c]);
	assert.ok(code, `${what}: not among ${Object.keys(op.responses)}`);
	const [response, at] = deref(op.responses[code],
	    pointer('paths', key, method.toLowerCase(), 'responses', code));
	if (got.text === '')
		return;
	const type = got.type.split(';')[0];
	assert.ok(response.content?.[type], `${what}: ${type} not described`);
	if (!response.content[type].schema || got.body === null)
		return;
	const ref = FILE + at.split('/').map(encodeURIComponent).join('/')
	    .replace('%23', '#') + '/content/' +
	    encodeURIComponent(type.replace(/\//g, '~1')) + '/schema';
	const check = ajv.compile({ $ref: ref });
	assert.ok(check(got.body), `${what}: ` +
	    `${ajv.errorsText(check.errors)}\n${got.text}`);
}

test('it is OpenAPI 3.1, complete in itself', () => {
	assert.match(doc.openapi, /^3\.1\.\d+$/);
	assert.ok(doc.info.title && doc.info.version);
	const ids = operations().map(({ op }) => op.operationId);
	assert.ok(ids.every((id) => typeof id === 'string'));
	assert.equal(new Set(ids).size, ids.length);
	for (const o of operations()) {
		assert.ok(Object.keys(o.op.responses).length > 0, named(o));
		for (const name of o.key.match(/\{[^}]+\}/g) ?? []) {
			const all = [...o.op.parameters ?? [],
			    ...doc.paths[o.key].parameters ?? []]
			    .map((p) => deref(p)[0]);
			assert.ok(all.some((p) => p.in === 'path' &&
			    `{${p.name}}` === name), `${named(o)} ${name}`);
		}
	}
	const walk = (node) => {
		if (typeof node?.$ref === 'string')
			assert.ok(deref(node)[0], node.$ref);
		if (typeof node === 'object' && node !== null)
			Object.values(node).forEach(walk);
	};
	walk(doc);
});

test('it needs no session, like the door', async () => {
	const got = await it.send({ path: `${API}/openapi.json` });

	status(got, 200, 401);
});

test('file and route table are equal, both ways', () => {
	const table = routes().map(named).sort();

	assert.deepEqual(operations().map(named).sort(), table);
	assert.equal(new Set(table).size, table.length);
});

/* Reference data has keys of its own. */
const KEYS = { scripts: 'price', 'red-flags': 'RF05', 'epid-questions': 'EA01',
    settings: 'promise.amber_min', 'week-hours': '7', calendar: '2027-01-01',
    zones: 'green', tariffs: '1', places: 'vasileostrovsky', services: 'E01',
    referrals: 'r01', medics: 'm01', users: 'spare', 'edit-rows': 'places',
    'edit-history': 'places', 'service-answers': 'S10.yes',
    'search-checks': 'eeg', queues: 'nurse', reports: 'promise',
    'address-rules': 'quoted' };

test('every operation of the file is served', async () => {
	const { body } = await posted(it);
	const keyOf = (path) => KEYS[path.split('/')[3]] ?? body.id;
	const table = new Map(routes().map((r) => [named(r), r]));

	/* A draft has the name its page gives it. */
	status(await (await it.login('operator')).put(`/drafts/${body.id}`,
	    { text: 'x' }), 201);
	const shift = status(await (await it.login('dispatcher')).get(
	    '/medics/m01/shifts'), 200).items[0];
	KEYS.shifts = shift.id;
	KEYS.queues = 'nurse';
	KEYS['travel-times'] = status(await (await it.login('admin')).post(
	    '/travel-times', { code: 'green-red', from: 'green', to: 'red',
		minutes: 40 }), 201).code;
	KEYS.tasks = status(await (await it.login('operator')).post('/tasks',
	    { queue: 'nurse', phone: '+78125550101' }), 201).id;
	status(await (await it.login('admin')).post('/calendar',
	    { date: KEYS.calendar, open_min: 0, close_min: 0 }), 201);
	status(await (await it.login('admin')).post('/users',
	    { login: KEYS.users, name: 'x', role: 'operator' }), 201);
	for (const o of operations()) {
		if (o.path === '/metrics' || named(o).startsWith('DELETE'))
			continue; /* closed by nginx; would sign us out, erase */
		const route = table.get(named(o));
		if (route.flags.includes('stream'))
			continue; /* has no end: events.test.mjs */
		const role = ROLES.find((r) => allows(route, r));
		const client = await it.login(role ?? 'operator');
		const got = await client.call(o.method,
		    o.path.replace(/\{[^}]+\}/, keyOf(o.path)),
		    ['GET', 'HEAD'].includes(o.method) ? undefined : {},
		    { absolute: true, etag: '"999"' });
		assert.ok(![404, 405, 501].includes(got.status),
		    `${named(o)}: ${got.status} ${got.text}`);
		conform(o.method, o.path, got);
	}
});

test('good answers are as described', async () => {
	const operator = await it.login('operator');
	const dispatcher = await it.login('dispatcher');
	const admin = await it.login('admin');
	const made = await operator.post('/requests', registration({
		patient: { birth_date: '2020-02-29' },
		services: [{ code: 'X02' }, { text: 'что-то' }],
		caller: { name: 'Тестова Анна', relation: 'mother',
		    phone: '+78125550104' },
		legal_representative: { name: 'Тестова Анна',
		    relation: 'mother', phone: '+78125550104' },
		zone_dispute: 'дорого', bonus_member: true,
		scripts: [{ situation: 'price', version: 1 }],
	}));
	conform('POST', '/requests', made);
	status(made, 201);
	const { id, patient: { phone } } = made.body;

	for (const [client, key, target] of [
	    [operator, '/session'],
	    [operator, '/lookup', '/lookup?q=терапевт'],
	    [operator, '/lookup', '/lookup?q=васил'],
	    [operator, '/lookup', '/lookup?q=000123'],
	    [operator, '/lookup', '/lookup?q=узи сердца и терапевт купчино'],
	    [operator, '/lookup', '/lookup?q=узи, сантехник, кировский'],
	    [operator, '/lookup', '/lookup?q=89990001122'],
	    [operator, '/lookup', `/lookup?q=8${phone.slice(2)}`],
	    [operator, '/lookup', `/lookup?q=${made.body.number}`],
	    [operator, '/services/search', '/services/search?q=ээг'],
	    [operator, '/services/search', '/services/search?q=травматолог'],
	    [operator, '/services/search', '/services/search?q=жжжжж'],
	    [operator, '/places/search', '/places/search?q=Кировский'],
	    [operator, '/quote',
		'/quote?zone=red&performers=doctor,nurse&bonus=1'],
	    [operator, '/zones'], [operator, '/tariffs'],
	    [admin, '/tariffs/history'], [operator, '/form'],
	    [operator, '/scripts'], [operator, '/red-flags'],
	    [operator, '/epid-questions'], [dispatcher, '/medics'],
	    [operator, '/reasons'],
	    [operator, '/patients',
		'/patients?card=000123&birth_date=1980-01-31'],
	    [operator, '/patients', '/patients?card=000123'],
	    [operator, '/requests'], [dispatcher, '/requests'],
	    [operator, '/requests/{id}'], [dispatcher, '/requests/{id}'],
	    [dispatcher, '/requests/{id}/history'],
	    [admin, '/services/explain', '/services/explain?q=узи серца'],
	    [admin, '/unknown-terms'], [admin, '/places/check'], [admin, '/edit-fields'], [admin, '/edit-rows/{id}', '/edit-rows/places'],
	    [admin, '/edit-history/{id}', '/edit-history/places?key=nevsky'],
	    [dispatcher, '/reports/{id}', '/reports/load?compare=previous'],
	    [admin, '/reports/{id}', '/reports/revenue?by=zone'],
	    [admin, '/reports/{id}', '/reports/refusals?by=performer'],
	    [admin, '/reports/{id}', '/reports/unknown-terms?by=month'],
	    [operator, '/openapi.json']]) {
		const got = await client.get(
		    encodeURI(target ?? key).replace('%7Bid%7D', id));
		status(got, 200);
		conform('GET', key, got);
	}
	conform('POST', '/quotes', await operator.post('/quotes',
	    { zone: 'green', performers: ['doctor'] }));
	conform('POST', '/calls', await operator.post('/calls',
	    { outcome: 'emergency', red_flag: 'RF03' }));
	conform('POST', '/tariffs', await admin.post('/tariffs',
	    { zone: 'green', performer: 'doctor', price: rubles(4000),
		valid_from: '2099-01-01', reason: 'проба' }));
	conform('POST', '/requests/{id}/note', await operator.post(
	    `/requests/${id}/note`, { text: 'x', called_again: true }));
	conform('POST', '/queue/next', await dispatcher.post('/queue/next'));
});

test('the back line is as described', async () => {
	const client = await it.login('operator');
	const made = await client.post('/tasks', { queue: 'advice',
	    phone: '+78125550101', name: 'Тестова Анна', note: 'спросить' });
	const at = `/tasks/${made.body.id}`;
	const act = async (action, body) => conform('POST',
	    `/tasks/{id}/${action}`, await client.post(`${at}/${action}`, body,
		{ etag: etag(await client.get(at)) }));

	conform('POST', '/tasks', status(made, 201) && made);
	conform('GET', '/queues', await client.get('/queues'));
	conform('GET', '/queues/{id}/colleagues',
	    await client.get('/queues/nurse/colleagues'));
	await act('claim', {});
	await act('heartbeat', { token: 1 });
	await act('attempt', { token: 1, outcome: 'no_answer' });
	conform('POST', '/tasks/next', await client.post('/tasks/next'));
	conform('GET', '/tasks', await client.get('/tasks'));
	await act('handover', { token: 2, queue: 'nurse',
	    reason: 'wrong_queue' });
	await act('cancel', { reason: 'duplicate' });
	conform('GET', '/tasks/{id}', await client.get(at));
	conform('GET', '/tasks/{id}/history',
	    await client.get(`${at}/history`));
});

test('drafts and corrections are as described', async () => {
	const operator = await it.login('operator');
	const at = `/drafts/${randomUUID()}`;
	const draft = async (method, body, tag) => conform(method,
	    '/drafts/{id}', await operator.call(method, at, body,
		{ etag: tag }));

	await draft('PUT', { text: 'a', label: 'b' });
	await draft('PUT', { text: 'b' }, '"1"');
	await draft('PUT', { text: 'c' }, '"1"');
	await draft('PUT', { text: 'c' });
	await draft('PUT', {});
	await draft('GET');
	conform('GET', '/drafts', await operator.get('/drafts'));
	await draft('DELETE', undefined, '"1"');
	await draft('DELETE');
	await draft('GET');
	const made = await posted(it);
	const correct = async (body) => conform('PATCH', '/requests/{id}',
	    await operator.call('PATCH', `/requests/${made.body.id}`, body,
		{ etag: etag(made) }));
	await correct({ address: { flat: '7' }, caller: null });
	await correct({ address: { flat: '8' } });
	await correct({ address: { place: 'nevsky' } });
});

test('the dispatcher\'s answers are as described', async () => {
	const held = await reached(it);
	const step = async (action, body) => {
		const got = await held.call(action,
		    { token: held.token, ...body });
		status(got, 200);
		conform('POST', `/requests/{id}/${action}`, got);
		held.take(got);
	};

	await step('schedule', { medic: 'm01', ...window(1, 10) });
	conform('GET', '/requests/{id}',
	    await held.client.get(`/requests/${held.id}`));
	conform('GET', '/requests', await held.client.get('/requests'));
	const other = await claimed(it);
	const beat = await other.client.post(
	    `/requests/${other.id}/heartbeat`, { token: other.token });
	status(beat, 200);
	conform('POST', '/requests/{id}/heartbeat', beat);
	for (const [action, body] of [['attempt', { outcome: 'no_answer' }],
	    ['claim', undefined], ['release', {}], ['cancel',
		{ reason: 'better' }]]) {
		const got = await other.call(action, body ?
		    { ...other.token && { token: other.token }, ...body } : {});
		status(got, 200);
		conform('POST', `/requests/{id}/${action}`, got);
		other.take(got);
	}
});

test('medics, their shifts and days are as described', async () => {
	const held = await reached(it);
	const { client } = held;
	const read = async (key, target) => {
		const got = await client.get(target);
		status(got, 200);
		conform('GET', key, got);
	};
	const date = clinicDate(Date.now() + DAY_MS);

	await read('/medics/suggest', `/medics/suggest?request=${held.id}`);
	await held.must('schedule', { medic: 'm03', ...window(1, 18) });
	await read('/visits', `/visits?day=${date}`);
	await read('/medics/{id}/sheet', `/medics/m03/sheet?day=${date}`);
	await read('/medics/{id}/shifts', '/medics/m03/shifts');
	const made = await client.post('/medics/m03/shifts',
	    { date, start_min: 0, end_min: 60 });
	conform('POST', '/medics/{id}/shifts', made);
	conform('PATCH', '/shifts/{id}', await client.patch(
	    `/shifts/${made.body.id}`, { note: 'x' }, { etag: etag(made) }));
	await read('/shifts/{id}', `/shifts/${made.body.id}`);
	conform('POST', '/medics/{id}/ill', await client.post(
	    '/medics/m03/ill', { date, reason: 'x' }));
	await read('/visits', `/visits?day=${date}`);
	conform('DELETE', '/shifts/{id}', await client.delete(
	    `/shifts/${made.body.id}`, { etag: '"2"' }));
});

test('problems are as described', async () => {
	const operator = await it.login('operator');
	const dispatcher = await it.login('dispatcher');
	const anonymous = it.anonymous();
	const got = await posted(it);
	const { id } = got.body;
	const body = repeat('000124', '1956-07-12');
	const key = randomUUID();
	status(await operator.post('/requests', body, { key }), 201);

	conform('GET', '/requests', await anonymous.get('/requests'));
	conform('GET', '/quote', await operator.get('/quote'));
	conform('GET', '/lookup', await operator.get('/lookup?limit=0'));
	conform('POST', '/requests', await operator.post('/requests', {}));
	conform('POST', '/requests', await operator.post('/requests', body));
	conform('POST', '/requests', await operator.post('/requests',
	    registration(), { key }));
	conform('POST', '/requests', await operator.post('/requests', body,
	    { key: null }));
	conform('POST', '/requests', await operator.post('/requests', body,
	    { raw: '{' }));
	conform('POST', '/requests', await operator.post('/requests', body,
	    { headers: { 'Content-Type': 'text/plain' } }));
	conform('POST', '/requests', await dispatcher.post('/requests', body));
	conform('GET', '/requests/{id}', await dispatcher.get(
	    '/requests/01900000-0000-7000-8000-000000000000'));
	conform('GET', '/requests/{id}', await dispatcher.get(
	    `/requests/${id}`, { headers: { 'If-None-Match': etag(got) } }));
	conform('POST', '/requests/{id}/cancel', await dispatcher.post(
	    `/requests/${id}/cancel`, { reason: 'better' },
	    { etag: '"7"' }));
	conform('POST', '/requests/{id}/cancel', await dispatcher.post(
	    `/requests/${id}/cancel`, { reason: 'better' }));
	conform('POST', '/requests/{id}/release', await dispatcher.post(
	    `/requests/${id}/release`, { token: 1 }, { etag: '"1"' }));
	conform('POST', '/session', await anonymous.post('/session',
	    { login: 'x', password: 'Wrong-Passphrase-1' }));
});

test('the check itself can fail', async () => {
	const operator = await it.login('operator');
	const got = await operator.get('/quote?zone=green&performers=doctor');

	conform('GET', '/quote', got);
	assert.throws(() => conform('GET', '/quote',
	    { ...got, body: { ...got.body, total: 'much' } }));
	assert.throws(() => conform('GET', '/quote', { ...got, status: 299 }));
});
