/**
 * Requests posted one after the other by several callers, each asked again
 * with its key until it is answered; and what became of them.
 */
import { randomUUID } from 'node:crypto';
import { status } from '../http/checks.mjs';
import { API } from '../http/client.mjs';
import { homevisit, sleep } from '../http/harness.mjs';
import { registration } from '../http/samples.mjs';

const PAUSE_MS = 30; /* before the same is asked again */

/** posted(body, key, client): that call as ${client} makes it, spelled out. */
export const posted = (body, key, client) => ({ method: 'POST',
    path: `${API}/requests`, body: JSON.stringify(body), headers: {
	'Content-Type': 'application/json', 'Idempotency-Key': key,
	'X-CSRF-Token': client.csrf, Cookie: [...client.cookies]
	    .map(([k, v]) => `${k}=${v}`).join('; ') } });

export class Posting {
	/**
	 * On ${it} by so many ${callers} until stop().  How: ask(body, key,
	 * client): a call that resolves to an answer; keep: false: a fresh key
	 * every time.
	 */
	static async start(it, { callers = 6, ask, keep = true } = {}) {
		const client = await it.login('operator');
		const posting = Object.assign(new Posting(), { client, keep,
		    ask: ask ?? ((body, key) =>
			client.post('/requests', body, { key })),
		    going: true, failed: 0, worst: 0,
		    acknowledged: [] });

		posting.done = Promise.all(Array.from({ length: callers },
		    () => posting.#call()));
		posting.done.catch(() => {}); /* told by stop() */
		return posting;
	}

	async #call() {
		while (this.going)
			await this.#insist(registration({ duplicate: {
			    action: 'new_anyway', reason: 'проверка' } }));
	}

	async #insist(body) {
		const first = randomUUID();

		for (let tries = 0; this.going || tries === 0; tries++) {
			const key = this.keep ? first : randomUUID();
			const sent = performance.now();
			const got = await this.ask(body, key, this.client)
			    .catch(() => ({ status: 0 }));
			this.worst = Math.max(this.worst,
			    performance.now() - sent);
			if (got.status === 201)
				return this.acknowledged.push({ id: got.body.id,
				    number: got.body.number,
				    name: body.patient.name });
			if (got.status !== 0 && got.status < 500 &&
			    got.status !== 409)
				throw new Error(`${got.status} ${got.text}`);
			this.failed++;
			await sleep(PAUSE_MS);
		}
		return undefined;
	}

	async stop() {
		this.going = false;
		await this.done;
	}
}

async function listed(client) {
	const ids = [];
	let cursor = '';

	do {
		const page = status(await client.get(
		    `/requests?all=1&limit=200${cursor}`), 200);
		ids.push(...page.items.map((item) => item.id));
		cursor = page.next && `&cursor=${encodeURIComponent(page.next)}`;
	} while (cursor);
	return ids;
}

/**
 * judge(it, posting): how many of the acknowledged are lost, how many of all
 * are there twice, by their content; and whether the file is sound.
 */
export async function judge(it, { acknowledged }) {
	const client = await it.newSession('dispatcher');
	const found = new Map(); /* name: numbers */
	let doubled = 0;

	for (const id of await listed(client)) {
		const { number, patient: { name } } = status(
		    await client.get(`/requests/${id}`), 200);
		doubled += found.has(name);
		found.set(name, [...found.get(name) ?? [], number]);
	}
	const lost = acknowledged.filter(({ number, name }) =>
	    !found.get(name)?.includes(number)).length;
	const check = await homevisit(['--db', it.db, 'check']);
	return { lost, doubled, sound: check.code === 0,
	    why: check.code === 0 ? '' : check.stdout + check.stderr };
}
