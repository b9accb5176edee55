/** A disk of its own, small enough to be filled. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

/** mount(dir, size): such a disk there; false: we may not. */
export function mount(dir, size) {
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`,
		    'tmpfs', dir], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

/** unmount(dir): and its folder goes. */
export function unmount(dir) {
	execFileSync('umount', ['-l', dir]);
	fs.rmdirSync(dir);
}

/** fill(file): write until there is no room left. */
export function fill(file) {
	const fd = fs.openSync(file, 'w');

	for (let size = 1 << 20; size >= 512; size >>= 1)
		try {
			for (;;)
				fs.writeSync(fd, Buffer.alloc(size));
		} catch (e) {
			if (e.code !== 'ENOSPC')
				throw e;
		}
	fs.closeSync(fd);
}
