/**
 * A disk that loses what it has not been told to keep, or fails: a file of
 * blocks behind nbdkit with a volatile cache, through FUSE and a loop device,
 * with ext4 on it.
 */
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { until } from '../http/harness.mjs';

const SIZE = 192 << 20;
const TOOLS = ['nbdkit', 'nbdfuse', 'losetup', 'mkfs.ext4', 'fusermount3'];

const run = (name, ...args) => execFileSync(name, args,
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

function quietly(name, ...args) {
	try {
		run(name, ...args);
	} catch { /* it was not there */ }
}

function there(name) {
	return `${process.env.PATH}:/usr/sbin:/sbin`.split(':')
	    .some((dir) => fs.existsSync(path.join(dir, name)));
}

export class Disk {
	/** missing(): why this machine cannot; null: it can. */
	static missing() {
		if (process.getuid() !== 0)
			return 'needs root, to mount';
		const tool = TOOLS.find((name) => !there(name));
		if (tool)
			return `needs ${tool}`;
		return ['/dev/fuse', '/dev/loop-control'].map((dev) =>
		    fs.existsSync(dev) ? null : `needs ${dev}`)
			.find(Boolean) ?? null;
	}

	/** In ${dir}, which stays; mounted at disk.mount by up(). */
	constructor(dir) {
		const at = (name) => path.join(dir, name);

		Object.assign(this, { image: at('image'), socket: at('nbd'),
		    fuse: at('fuse'), mount: at('m'), failing: at('failing') });
		fs.mkdirSync(this.fuse);
		fs.mkdirSync(this.mount);
		fs.writeFileSync(this.image, '');
		fs.truncateSync(this.image, SIZE);
	}

	/** up({fresh}): plugged in; ${fresh}: with a new file system. */
	async up({ fresh = false } = {}) {
		fs.rmSync(this.socket, { force: true });
		this.server = spawn('nbdkit', ['-f', '-U', this.socket,
		    '--filter=error', '--filter=cache', 'file', this.image,
		    'cache=writeback', 'error=EIO', 'error-rate=100%',
		    `error-file=${this.failing}`], { stdio: 'ignore' });
		await until(() => fs.existsSync(this.socket), 5000, 'nbdkit');
		this.bridge = spawn('nbdfuse', [path.join(this.fuse, 'disk'),
		    `nbd+unix:///?socket=${this.socket}`], { stdio: 'ignore' });
		await until(() => fs.existsSync(path.join(this.fuse, 'disk')),
		    5000, 'nbdfuse');
		this.loop = run('losetup', '-f', '--show',
		    path.join(this.fuse, 'disk'));
		if (fresh)
			run('mkfs.ext4', '-q', this.loop);
		else
			quietly('fsck.ext4', '-p', this.loop);
		run('mount', this.loop, this.mount);
	}

	/** cut(): the power is off; what was not flushed is gone. */
	cut() {
		this.server.kill('SIGKILL');
	}

	/** fail(on): every read and write fails from now on, or no more. */
	fail(on) {
		if (on)
			fs.writeFileSync(this.failing, '');
		else
			fs.rmSync(this.failing, { force: true });
	}

	/** down(): unplugged, in whatever state. */
	async down() {
		quietly('umount', '-l', this.mount);
		if (this.loop)
			quietly('losetup', '-d', this.loop);
		quietly('fusermount3', '-u', '-z', this.fuse);
		for (const child of [this.bridge, this.server])
			child?.kill('SIGKILL');
		this.loop = undefined;
		await until(() => [this.bridge, this.server].every((child) =>
		    !child || child.exitCode !== null || child.signalCode !== null),
		    5000, 'the disk away');
	}
}
