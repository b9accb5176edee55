/** A request brought to where a test of the dispatcher's work begins. */
import { clinicDate, DAY_MS, etag, status } from './checks.mjs';
import { registration } from './samples.mjs';

/** A request in the hands of a dispatcher: what the next write needs. */
export class Held {
	constructor(client, got) {
		this.client = client;
		this.take(got);
	}

	take(got) {
		this.last = got.body;
		this.etag = etag(got);
		return got;
	}

	get id() {
		return this.last.id;
	}

	get token() {
		return this.last.claim?.token;
	}

	/** call(action, body, options): POST; the answer is not checked. */
	call(action, body = {}, options = {}) {
		return this.client.post(`/requests/${this.id}/${action}`, body,
		    { etag: this.etag, ...options });
	}

	/** must(action, body): with the claim's token; has to succeed. */
	async must(action, body = {}) {
		const got = await this.call(action,
		    { token: this.token, ...body });

		status(got, 200);
		return this.take(got).body;
	}
}

/** posted(it, changes, by): a request in the queue, as answered. */
export async function posted(it, changes, by = 'operator') {
	const operator = await it.login(by);
	const got = await operator.post('/requests', registration(changes));

	status(got, 201);
	return got;
}

/** claimed(it, changes, by): a request claimed by ${by}. */
export async function claimed(it, changes, by = 'dispatcher') {
	const held = new Held(await it.login(by), await posted(it, changes));
	const got = await held.call('claim');

	status(got, 200);
	held.take(got);
	return held;
}

/** reached(it, changes, by): claimed, and the patient spoken to. */
export async function reached(it, changes, by) {
	const held = await claimed(it, changes, by);

	await held.must('attempt', { outcome: 'reached' });
	return held;
}

/** window(day, hour, hours): of a visit ${day} days from now. */
export function window(day, hour, hours = 2) {
	const date = clinicDate(Date.now() + day * DAY_MS);
	const at = (h) => `${date}T${String(h).padStart(2, '0')}:00:00+03:00`;

	return { window_start: at(hour), window_end: at(hour + hours) };
}
