/** An nginx of our own before an instance: one that may be started anew. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { TOP, until } from '../http/harness.mjs';

export class Front {
	/** Before ${it}, whose calls go through it from now on. */
	static async start(it, port) {
		const front = new Front();
		const dir = path.join(it.var, 'front');
		const socket = path.join(dir, 'run/homevisitd.sock');

		execFileSync(path.join(TOP, 'nginx/configure'), ['run', dir,
		    path.join(TOP, 'build/web'), String(port), '127.0.0.1']);
		fs.symlinkSync(it.socket, socket);
		Object.assign(front, { it, dir, port });
		await front.up();
		it.port = port;
		return front;
	}

	async up() {
		this.child = spawn('nginx', ['-p', this.dir, '-c',
		    path.join(this.dir, 'run/nginx.conf'), '-e',
		    path.join(this.dir, 'log/nginx-error.log')],
		    { stdio: 'ignore' });
		await until(() => this.it.send({ path: '/readyz', port: this.port })
		    .then((got) => got.status === 200, () => false),
		    10_000, 'nginx up');
	}

	async down() {
		this.child.kill('SIGTERM');
		await once(this.child, 'exit');
	}

	/** Calls in it are cut off, and nobody is there for a moment. */
	async restart() {
		await this.down();
		await this.up();
	}

	reload() {
		this.child.kill('SIGHUP');
	}
}
