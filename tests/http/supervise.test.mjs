/** The supervisor with scripts of a line: when it starts them again. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import test from 'node:test';
import { BIN, tempVar, until } from './harness.mjs';

const LIVES_S = 0.6; /* longer than what cannot run at all */
const PAUSE_MS = 100; /* at least, after a quick death */
const WAIT_MS = 30_000;

/** The supervisor over a shell script, which may call ${tell WORD}. */
async function supervised(script, check) {
	const dir = tempVar();
	const socket = path.join(dir, 'socket');
	const log = path.join(dir, 'log');
	const tell = `tell() { echo "$1 $(date +%s%3N)" >>${log}; };`;
	const child = spawn(path.join(BIN, 'homevisit-supervise'),
	    ['--socket', socket, '--', '/bin/sh', '-c', `${tell} ${script}`]);
	const ended = new Promise((done) => child.on('exit', done));
	let said = '';

	child.stderr.on('data', (text) => { said += text; });
	try {
		await check({ child, socket, ended, said: () => said,
		    /* told(word): the milliseconds at which it was told */
		    told: (word) => !fs.existsSync(log) ? [] : fs
			.readFileSync(log, 'utf8').trim().split('\n')
			.filter((line) => line.startsWith(`${word} `))
			.map((line) => Number(line.split(' ')[1])) });
	} finally {
		child.kill('SIGTERM');
		await ended;
		fs.rmSync(dir, { recursive: true });
	}
}

test('one that had run is started at once, its callers wait', () =>
	supervised(`tell start; sleep ${LIVES_S}; tell end; exit 1`,
	    async ({ socket, told }) => {
		await until(() => told('end').length > 0, WAIT_MS, 'an end');
		await new Promise((done, fail) => {
			net.connect(socket, done).on('error', fail).unref();
		});
		await until(() => told('start').length > 4, WAIT_MS, 'starts');
		const start = told('start');
		const pauses = told('end').slice(0, 4)
		    .map((at, i) => start[i + 1] - at);

		assert.ok(Math.min(...pauses) < PAUSE_MS, `${pauses} ms`);
	    }));

test('one that dies at once is tried later and later, then no more', () =>
	supervised('tell start; exit 1', async ({ told, ended, said }) => {
		assert.equal(await ended, 1);
		const start = told('start');
		const pauses = start.slice(1).map((at, i) => at - start[i]);

		assert.equal(start.length, 10);
		assert.ok(pauses[0] >= PAUSE_MS, `${pauses} ms`);
		assert.ok(pauses[5] >= 5 * pauses[0], `${pauses} ms`);
		assert.match(said(), /died at once again and again; giving up/);
	}));

test('one that is set up wrongly is not tried again', () =>
	supervised('tell start; exit 78', async ({ told, ended, said }) => {
		assert.equal(await ended, 1);
		assert.equal(told('start').length, 1);
		assert.match(said(), /it cannot run as it is set up; giving up/);
	}));

test('SIGHUP: another one; SIGTERM: the end of both', () =>
	supervised('tell start; exec sleep 60',
	    async ({ child, told, ended }) => {
		await until(() => told('start').length === 1, WAIT_MS, 'start');
		child.kill('SIGHUP');
		await until(() => told('start').length === 2, WAIT_MS, 'again');
		child.kill('SIGTERM');
		assert.equal(await ended, 0);
	    }));
