/** The route table as `homevisitd --routes` prints it. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { API } from './client.mjs';
import { BIN } from './harness.mjs';

/** full(path): with /api/v1 where it belongs. */
export function full(target) {
	return /^\/(api\/|healthz|readyz|metrics)/.test(target) ? target
	    : API + target;
}

/**
 * routes(): [{method, path, roles, flags}]; roles of an open route are empty.
 */
export function routes() {
	const text = execFileSync(path.join(BIN, 'homevisitd'), ['--routes'],
	    { encoding: 'utf8' });
	const list = (s) => (s ?? '').toLowerCase().split(/[,|]/)
	    .filter((word) => /[a-z]/.test(word));

	return text.trimEnd().split('\n').map((line) => {
		const [method, target, roles, ...flags] = line.split(/\s+/);
		return { method, path: full(target), roles: list(roles),
		    flags: list(flags.join()) };
	});
}

export const ROLES = ['operator', 'dispatcher', 'admin'];

/** allows(route, role): whether the table lets ${role} in. */
export function allows(route, role) {
	return route.flags.includes('open') || route.roles.includes(role) ||
	    route.roles.includes('any');
}
