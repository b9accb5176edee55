/** The service with a library put before its own: another clock, faults. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { BIN } from './harness.mjs';

/** library(name, ...folders): where it is; null: not installed. */
export function library(name, ...folders) {
	return ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu',
	    '/usr/lib', ...folders].map((dir) => path.join(dir, name))
		.find((file) => fs.existsSync(file)) ?? null;
}

/* A sanitizer wants to be there before anybody else. */
function sanitizer() {
	const linked = execFileSync('ldd', [path.join(BIN, 'homevisitd')],
	    { encoding: 'utf8' });

	return /(\/\S*lib[at]san\.so\S*)/.exec(linked)?.[1];
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * preloaded(dir, lib, env): a folder of programs for run.sh, made below
 * ${dir}: its homevisitd runs with ${lib} and ${env}, the others as always.
 */
export function preloaded(dir, lib, env = {}) {
	const bin = path.join(dir, 'bin');
	const all = { LD_PRELOAD: [sanitizer(), lib].filter(Boolean).join(':'),
	    ...env };

	fs.mkdirSync(bin);
	for (const name of ['homevisit', 'homevisit-supervise'])
		fs.symlinkSync(path.join(BIN, name), path.join(bin, name));
	fs.writeFileSync(path.join(bin, 'homevisitd'), ['#!/bin/sh',
	    ...Object.entries(all).map(([k, v]) => `export ${k}=${quoted(v)}`),
	    `exec ${quoted(path.join(BIN, 'homevisitd'))} "$@"`, '']
	    .join('\n'), { mode: 0o755 });
	return bin;
}

const FAKETIME = 'faketime/libfaketimeMT.so.1';

/** The clock on the wall of one instance, to be set as one likes. */
export class Wall {
	/** dir: of the instance; its env: {BIN: wall.bin}. */
	constructor(dir) {
		this.file = path.join(dir, 'wall-clock');
		this.set(0);
		this.bin = preloaded(dir, library(FAKETIME), {
			FAKETIME_TIMESTAMP_FILE: this.file,
			FAKETIME_NO_CACHE: '1',
			DONT_FAKE_MONOTONIC: '1',
			FAKETIME_DISABLE_SHM: '1',
			NO_FAKE_STAT: '1',
		});
	}

	static get installed() {
		return library(FAKETIME) !== null;
	}

	/** set(ms): that much before or after the machine's own. */
	set(ms) {
		const seconds = (ms / 1000).toFixed(3);

		this.off = ms;
		fs.writeFileSync(`${this.file}.new`,
		    `${ms < 0 ? '' : '+'}${seconds}\n`);
		fs.renameSync(`${this.file}.new`, this.file);
	}

	get now() {
		return Date.now() + this.off;
	}
}
