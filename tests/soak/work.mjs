/**
 * What goes on all day, at a pace: callers, dispatchers, open screens, people
 * who come and go, an admin who changes something.
 */
import { status } from '../http/checks.mjs';
import { Held } from '../http/dispatch.mjs';
import { PASSWORD, sleep } from '../http/harness.mjs';
import { Listener } from '../http/listener.mjs';
import { registration } from '../http/samples.mjs';

const TYPED = ['вас', 'васил', 'тера', 'терапевт', 'узи сердца'];
const ENDS = [['decline', { reason: 'outside_area' }],
    ['cancel', { reason: 'better' }]];
const SCREENS = 10;
export const COMER = 'comer';

export class Work {
	constructor(it, callsAMinute) {
		this.it = it;
		this.every = 60_000 / callsAMinute;
		this.took = []; /* ms of each call since the last sample */
		this.calls = 0;
		this.wrong = [];
		this.over = false;
	}

	/** noted(name, act): what ${act} gives; when it fails that is kept. */
	noted(name, act) {
		return act().catch((error) => {
			this.wrong.push(`${name}: ${error.message}`.slice(0, 200));
		});
	}

	/** timed(name, ask): the same, its time taken. */
	async timed(name, ask) {
		const began = performance.now();
		const got = await this.noted(name, ask);

		this.calls++;
		this.took.push(performance.now() - began);
		return got;
	}

	/* One call of a patient, from what is typed to the end of the request. */
	async patient(operator, dispatcher) {
		for (const q of TYPED)
			await this.timed('lookup', async () => status(
			    await operator.get(
				`/lookup?q=${encodeURIComponent(q)}`), 200));
		await this.timed('quote', async () => status(await operator.get(
		    '/quote?zone=green&performers=doctor'), 200));
		const got = await this.timed('post', async () => {
			const made = await operator.post('/requests',
			    registration());
			status(made, 201);
			return made;
		});
		if (got === undefined)
			return;
		const held = new Held(dispatcher, got);
		const [action, body] = ENDS[this.calls % ENDS.length];
		await this.timed('claim', async () => {
			const taken = await held.call('claim');
			status(taken, 200);
			held.take(taken);
		});
		await this.timed('attempt', () => held.must('attempt',
		    { outcome: 'reached' }));
		await this.timed(action, () => held.must(action, body));
	}

	/* A board that is open, and asks only for what it does not have. */
	async screen(client) {
		let etag;

		while (!this.over) {
			await this.timed('board', async () => {
				const got = await client.get('/requests',
				    { headers: { 'If-None-Match': etag ?? null } });
				status(got, 200, 304);
				etag = got.headers.etag ?? etag;
			});
			await sleep(2000);
		}
	}

	/* Somebody signs in, opens a screen, leaves it and signs out. */
	async comer() {
		const client = await this.it.newSession(COMER, PASSWORD);
		const listener = await Listener.listen(client);

		await listener.ready();
		await sleep(1000);
		listener.close();
		status(await client.delete('/session'), 204);
	}

	/* A new rulebook in force, everything else as it was. */
	async publish(admin, n) {
		const at = '/settings/claim.lease_s';
		const got = await admin.get(at);

		status(got, 200);
		status(await admin.call('PATCH', at, { value: String(120 + n % 2) },
		    { etag: got.headers.etag }), 200);
	}

	/* ${work} again and again, begun every ${ms}; its number is told. */
	async pace(name, ms, work) {
		const begun = performance.now();
		const going = new Set();

		for (let n = 0; !this.over; n++) {
			const one = this.noted(name, () => work(n))
			    .finally(() => going.delete(one));
			going.add(one);
			await sleep(Math.max(0,
			    begun + (n + 1) * ms - performance.now()));
		}
		await Promise.all(going);
	}

	async go() {
		const [operator, dispatcher, admin] = await Promise.all(
		    ['operator', 'dispatcher', 'admin'].map(
			(login) => this.it.login(login)));
		const open = await Promise.all(Array.from({ length: SCREENS },
		    () => Listener.listen(dispatcher)));

		await Promise.all([
			this.pace('patient', this.every,
			    () => this.patient(operator, dispatcher)),
			this.pace('comer', 5000, () => this.comer()),
			this.pace('publish', 3000, (n) => this.publish(admin, n)),
			...Array.from({ length: SCREENS }, () =>
			    this.screen(dispatcher)),
		]);
		for (const listener of open)
			listener.close();
	}
}
