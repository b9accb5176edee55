/** The admin command, and starting up under bad conditions. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import test, { after } from 'node:test';
import { status } from './checks.mjs';
import { Client } from './client.mjs';
import { BIN, Instance, PASSWORD, RUN, TOP, homevisit, tempVar }
    from './harness.mjs';
import { registration } from './samples.mjs';

const made = [];
after(() => made.forEach((dir) =>
    fs.rmSync(dir, { recursive: true, force: true })));

function folder() {
	made.push(tempVar());
	return made.at(-1);
}

async function must(args, options) {
	const got = await homevisit(args, options);

	assert.equal(got.code, 0, `homevisit ${args.join(' ')}: ` +
	    `${got.code}\n${got.stdout}${got.stderr}`);
	return got.stdout;
}

/** refused(args, word): fails, says why in one line, writes nothing else. */
async function refused(args, word, options) {
	const got = await homevisit(args, options);

	assert.ok(Number.isInteger(got.code) && got.code > 0,
	    `homevisit ${args.join(' ')}: ${got.code} ${got.stdout}`);
	assert.match(got.stderr, word);
	assert.doesNotMatch(got.stderr, /Sanitizer|Assertion/);
	return got;
}

async function database(dir = folder()) {
	const db = path.join(dir, 'homevisit.db');

	await must(['--db', db, 'init', '--sample']);
	return db;
}

/** newer(db): as if a later program had migrated it. */
function newer(db) {
	const fd = fs.openSync(db, 'r+');
	const version = Buffer.alloc(4);

	fs.readSync(fd, version, 0, 4, 60); /* user_version in the header */
	version.writeUInt32BE(version.readUInt32BE() + 1000);
	fs.writeSync(fd, version, 0, 4, 60);
	fs.closeSync(fd);
}

/** run(env): cgi/run.sh that is expected to fail; what it said. */
function run(env) {
	return spawnSync(RUN, [], { cwd: TOP, encoding: 'utf8',
	    timeout: 30_000, env: { ...process.env, BIN, PORT: '0',
	    DEMO_PASSWORD: PASSWORD, ...env } });
}

test('--help names every command', async () => {
	const text = await must(['--help']);

	for (const command of ['init', 'migrate', 'user', 'backup', 'restore',
	    'check', 'export', 'import'])
		assert.match(text, new RegExp(`\\b${command}\\b`));
	await refused([], /./);
	await refused(['dance'], /dance|--help/);
	await refused(['--db'], /./);
	await refused(['--dance'], /./);
});

test('init makes a database once', async () => {
	const db = await database();
	const before = fs.statSync(db);

	assert.equal(before.mode & 0o077, 0, 'closed to others');
	await must(['--db', db, 'migrate']);
	await must(['--db', db, 'check']);
});

test('init without samples says how admins log in', async () => {
	const init = (...more) => must(['--db', path.join(folder(), 'new.db'),
	    'init', ...more]);

	assert.match(await init(), /totp\.admin_required/);
	assert.doesNotMatch(await init('--sample'), /totp/);
});

test('a missing database is said, not made', async () => {
	const db = path.join(folder(), 'nothing.db');

	for (const args of [['check'], ['migrate'], ['user', 'list'],
	    ['backup', `${db}.copy`]]) {
		await refused(['--db', db, ...args], /nothing\.db/);
		assert.equal(fs.existsSync(db), false);
		assert.equal(fs.existsSync(`${db}.copy`), false);
	}
});

test('a file that is no database is refused and kept', async () => {
	const db = path.join(folder(), 'homevisit.db');

	fs.writeFileSync(db, 'Dear diary,\n'.repeat(500));
	await refused(['--db', db, 'check'], /./);
	await refused(['--db', db, 'migrate'], /./);
	assert.match(fs.readFileSync(db, 'utf8'), /^Dear diary/);
});

/** sheet(lines): them as a file for `import reference`. */
function sheet(lines) {
	const file = path.join(folder(), 'reference.txt');

	fs.writeFileSync(file, `${lines.join('\n')}\n`);
	return file;
}

test('reference data goes out as lines and comes in again', async () => {
	const db = await database();
	const write = async (args) => (await must(['--db', db, ...args])).trim();
	const lines = (await write(['export', 'reference'])).split('\n');
	const taken = (changed, ...args) => write(['import', 'reference',
	    sheet(changed), ...args]);
	const n = lines.length;

	assert.ok(n > 300, `${n} lines`);
	for (const line of lines)
		assert.equal(typeof JSON.parse(line.slice(line.indexOf(' '))),
		    'object');
	assert.equal(await taken(lines), `imported: added 0, changed 0, same ${n}`);
	const other = lines.map((line) => line.startsWith('medics ') ?
	    line.replace('"active":true', '"active":false') : line);
	other.push('scripts {"situation":"storm","title":"Буря","forbidden":["увы"]}');
	const medics = other.filter((line, i) => line !== lines[i]).length - 1;
	const told = `added 1, changed ${medics}, same ${n - medics}`;
	assert.equal(await taken(other, '--dry-run'), `would be: ${told}`);
	assert.equal(await taken(other), `imported: ${told}`);
	assert.equal(await taken(other), `imported: added 0, changed 0, same ${n + 1}`);
	assert.match(await write(['export', 'reference']), /"title":"Буря"/);
	assert.match(await write(['check']), /audit: \d+ entries/);
});

test('a file of reference data is taken whole or not at all', async () => {
	const db = await database();
	const before = await must(['--db', db, 'export', 'reference']);
	const refuse = (lines, word, ...args) => refused(['--db', db, 'import',
	    'reference', sheet(lines), ...args], word);
	const storm = 'scripts {"situation":"storm","title":"Буря"}';

	await refuse([storm, 'scripts {"situation":"x"}'], /line 2: scripts x[^]*title/);
	await refuse([storm, 'clouds {"code":"x"}'], /line 2[^]*unknown_code/);
	await refuse([storm, 'scripts {"situation":'], /line 2/);
	await refuse([storm, 'scripts {"situation":"y","colour":1}'], /line 2[^]*colour/);
	await refuse([storm, 'zones {"code":"blue","name":"Синяя"}'], /line 2[^]*desk/);
	await refuse([storm, 'address-rules {"code":"evil","parity":"any",' +
	    '"pattern":"(?:а+)+б"}'], /line 2[^]*pattern/);
	await refuse([storm, 'services {"code":"E02","verdict":"allowed",' +
	    '"performer":"nurse"}'], /ээг: not_allowed -> allowed \(not as wanted\)[^]*--anyway/);
	await refused(['--db', db, 'import', 'reference', '/no/such'], /no.such/);
	assert.equal(await must(['--db', db, 'export', 'reference']), before);
	await must(['--db', db, 'import', 'reference', sheet(['services ' +
	    '{"code":"E02","verdict":"allowed","performer":"nurse"}']), '--anyway']);
});

test('a newer schema is refused and kept', async () => {
	const db = await database();

	newer(db);
	const before = fs.readFileSync(db);
	for (const args of [['migrate'], ['user', 'list']])
		await refused(['--db', db, ...args], /newer|нов/i);
	assert.deepEqual(fs.readFileSync(db), before);
	const got = run({ VAR: path.dirname(db) });
	assert.notEqual(got.status, 0);
	assert.match(got.stderr, /newer|нов/i);
	assert.deepEqual(fs.readFileSync(db), before);
});

test('users are added and listed', async () => {
	const db = await database();
	const input = `${PASSWORD}\n`;

	await must(['--db', db, 'user', 'add', 'anna',
	    'dispatcher'], { input });
	const list = await must(['--db', db, 'user', 'list']);
	assert.match(list, /anna.*dispatcher/);
	assert.doesNotMatch(list, /argon2/);
	await refused(['--db', db, 'user', 'add', 'anna',
	    'operator'], /anna|exists/, { input });
	await refused(['--db', db, 'user', 'add', 'bob',
	    'emperor'], /emperor|role/, { input });
	await refused(['--db', db, 'user', 'add', 'bob',
	    'operator'], /12|short|password/i, { input: 'short\n' });
	await refused(['--db', db, 'user', 'add', '../Bob',
	    'operator'], /login/i, { input });
	assert.doesNotMatch(await must(['--db', db, 'user', 'list']), /bob/i);
});

test('a copy of the running service can be put back', async () => {
	const it = new Instance();
	await it.launch();
	const copy = path.join(folder(), 'copy.db');
	try {
		const operator = await it.login('operator');
		const r = status(await operator.post('/requests',
		    registration()), 201);
		await must(['--db', it.db, 'backup', copy]);
		assert.equal(fs.statSync(copy).mode & 0o077, 0);
		await refused(['--db', it.db, 'backup', copy], /exist|copy/);
		await refused(['--db', it.db, 'restore', copy],
		    /run|lock|use/i);
		const later = status(await operator.post('/requests',
		    registration()), 201);
		await it.stop({ remove: false });

		await must(['--db', it.db, 'restore', copy]);
		await must(['--db', it.db, 'check']);
		await it.launch();
		const client = new Client(it);
		await client.signIn('operator', PASSWORD);
		assert.equal(status(await client.get(`/requests/${r.id}`), 200)
		    .number, r.number);
		status(await client.get(`/requests/${later.id}`), 404);
	} finally {
		await it.stop();
	}
});

test('a torn copy is never put back', async () => {
	const db = await database();
	const copy = path.join(folder(), 'copy.db');

	await must(['--db', db, 'backup', copy]);
	fs.truncateSync(copy, fs.statSync(copy).size - 5000);
	const before = fs.readFileSync(db);
	await refused(['--db', db, 'restore', copy], /./);
	assert.deepEqual(fs.readFileSync(db), before);

	const other = path.join(folder(), 'newer.db');
	await must(['--db', db, 'backup', other]);
	newer(other);
	await refused(['--db', db, 'restore', other], /newer|нов/i);
});

test('a second service on one database does not start', async () => {
	const it = new Instance();
	await it.launch();
	try {
		const got = run({ VAR: it.var });
		assert.notEqual(got.status, 0);
		assert.ok(got.stderr.length > 0);
		status(await it.send({ path: '/readyz' }), 200);
		status(await (await it.login('operator')).post('/requests',
		    registration()), 201);
	} finally {
		await it.stop();
	}
});

test('a taken port: the next free one, said aloud', async () => {
	const squatter = net.createServer();
	await new Promise((done) => squatter.listen(0, '127.0.0.1', done));
	const { port } = squatter.address();
	const it = new Instance();
	try {
		await it.launch(port);
		assert.ok(it.port > port);
		assert.match(it.output, new RegExp(`${port}`));
		assert.match(it.output, new RegExp(`localhost:${it.port}`));
		status(await it.send({ path: '/readyz' }), 200);
	} finally {
		squatter.close();
		await it.stop();
	}
});

test('a port that is none is refused', () => {
	for (const port of ['x', '70000', '-1', '80 80'])
		assert.match(run({ VAR: folder(), PORT: port }).stderr, /PORT/);
});

test('a folder nobody may write to is said', (t) => {
	if (process.getuid() === 0) {
		t.diagnostic('root may write anywhere: a file in its place');
		const file = path.join(folder(), 'file');
		fs.writeFileSync(file, '');
		const got = run({ VAR: file });
		assert.notEqual(got.status, 0);
		assert.match(got.stderr, /write/);
		return;
	}
	const dir = folder();
	fs.chmodSync(dir, 0o500);
	const got = run({ VAR: dir });
	fs.chmodSync(dir, 0o700);
	assert.notEqual(got.status, 0);
	assert.match(got.stderr, /write/);
});

test('the demo logins are told', async () => {
	const it = new Instance();
	await it.launch();
	try {
		for (const word of ['operator', 'dispatcher', 'admin', PASSWORD,
		    it.var])
			assert.ok(it.output.includes(word), word);
	} finally {
		const how = await it.stop();
		assert.equal(how.code, 0);
		assert.ok(how.ms < 6000);
	}
});
