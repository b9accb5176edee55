/**
 * Many clients do at random what people do and what nobody should: legal
 * steps, stale versions, old tokens, steps out of order, the same key twice.
 * Every call is written down before it is sent and after its answer.
 */
import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { Client } from '../http/client.mjs';
import { status } from '../http/checks.mjs';
import { PASSWORD, sleep } from '../http/harness.mjs';
import { registration } from '../http/samples.mjs';
import { AT_WORK, FINAL, legalFrom } from './model.mjs';

/* Calls of the API for the steps of the history. */
const CALLS = { miss: 'attempt', fail: 'finish', handover_queue: 'handover',
    mark_duplicate: 'mark-duplicate' };
const NOT_OURS = ['expire', 'retry', 'correct'];
const ILLEGAL = ['claim', 'takeover', 'release', 'attempt', 'schedule', 'depart',
    'arrive', 'finish', 'close', 'revisit', 'replan', 'handover', 'undo',
    'cancel'];
const OPERATORS = ['note', 'note', 'note', 'cancel'];
/* Ends come seldom, or nothing would be left to do; notes would be all. */
const HURRY = { 'claim.lease_s': '10', 'attempt.retry_min': '1' };
const REFUSED_MS = 20; /* nobody there: before the next try */
const SELDOM = ['cancel', 'decline', 'refer', 'mark-duplicate', 'emergency',
    'note'];

/** dice(seed): numbers from 0 up to 1, the same for the same seed. */
export function dice(seed) {
	let a = seed >>> 0;

	return () => {
		a = (a + 0x6d2b79f5) >>> 0;
		let t = Math.imul(a ^ a >>> 15, a | 1);
		t ^= t + Math.imul(t ^ t >>> 7, t | 61);
		return ((t ^ t >>> 14) >>> 0) / 4294967296;
	};
}

export class Run {
	/** options: it, operators, dispatchers (logins), clients, requests, seed */
	constructor(options) {
		Object.assign(this, options);
		this.random = dice(this.seed);
		this.calls = [];
		this.known = new Map(); /* id: what was shown last */
		this.tokens = new Map(); /* id: every token ever seen */
		this.agent = new http.Agent({ keepAlive: true });
	}

	below(n) {
		return Math.floor(this.random() * n);
	}

	pick(list) {
		return list[this.below(list.length)];
	}

	/**
	 * go(calls, begun): sign in, post, then so many calls by all at once;
	 * ${begun} is called when all are signed in.
	 */
	async go(calls, begun) {
		await this.#hurry();
		await this.#signIn();
		begun?.();
		this.left = this.requests;
		await Promise.all(this.tabs.map((tab) => this.#posts(tab)));
		this.left = calls;
		await Promise.all(this.tabs.map((tab) => this.#works(tab)));
		this.agent.destroy();
	}

	/* Claims run out and tries come again while we look. */
	async #hurry() {
		const admin = await this.it.login('admin');

		for (const [key, value] of Object.entries(HURRY)) {
			const got = await admin.get(`/settings/${key}`);
			status(got, 200);
			status(await admin.call('PATCH', `/settings/${key}`,
			    { value }, { etag: got.headers.etag }), 200);
		}
	}

	/* A login has several tabs, and sessions at up to three places. */
	async #signIn() {
		const logins = [...this.operators, ...this.dispatchers];
		const sessions = new Map();

		this.tabs = [];
		for (let i = 0; i < this.clients; i++) {
			const login = logins[i % logins.length];
			const at = `${login} ${Math.floor(i / logins.length) % 3}`;
			if (!sessions.has(at))
				sessions.set(at, await this.#session(login, i));
			this.tabs.push({ client: sessions.get(at), login,
			    operator: this.operators.includes(login) });
		}
	}

	/* From an address of its own, so that no limit slows it down. */
	async #session(login, i) {
		const client = Object.assign(new Client({
			fcgi: (call) => this.it.fcgi(call),
			send: (call) => this.it.send({ ...call, agent: this.agent }),
		}), { address: `10.3.0.${i + 1}` });

		await client.signIn(login, PASSWORD);
		client.address = null;
		return client;
	}

	async #posts(tab) {
		if (!tab.operator)
			return;
		while (this.left-- > 0) {
			const body = registration();
			const key = randomUUID();
			/* A double Enter, now and then. */
			const times = this.random() < 0.2 ? 2 : 1;
			await Promise.all(Array.from({ length: times }, () =>
			    this.#call(tab, { action: 'post', key, body,
				content: body.patient.name })));
		}
	}

	async #works(tab) {
		while (this.left-- > 0)
			await this.#one(tab);
	}

	async #one(tab) {
		const dice = this.random();

		if (!tab.operator && dice < 0.1)
			return this.#call(tab, { action: 'next', body: {} });
		const q = this.#choose(tab);
		if (q === undefined)
			return undefined;
		if (dice < 0.2)
			return this.#call(tab, { action: 'get', id: q.id });
		return this.#act(tab, q);
	}

	/* Rather what is in hand, or nobody's, as people do. */
	#choose(tab) {
		const all = [...this.known.values()];
		const own = all.filter((q) => q.claim?.by === tab.login ||
		    (q.by === tab.login && !q.claim && !FINAL.includes(q.state)));
		const near = all.filter((q) => !q.claim &&
		    !FINAL.includes(q.state));
		const dice = this.random();

		if (dice < 0.6 && own.length > 0)
			return this.pick(own);
		return this.pick(dice < 0.85 && near.length > 0 ? near : all);
	}

	/* What may be done now, as far as this tab knows; or anything. */
	#step(tab, q) {
		const legal = legalFrom(q.state).filter((a) => !NOT_OURS.includes(a))
		    .map((a) => CALLS[a] ?? a)
		    .filter((a) => !SELDOM.includes(a) || this.random() < 0.06);
		const mine = !q.claim || q.claim.by === tab.login;

		if (tab.operator && this.random() < 0.8)
			return this.pick(OPERATORS);

		if (q.undo && this.random() < 0.15)
			return 'undo';
		if (this.random() < 0.15 || legal.length === 0)
			return this.pick(ILLEGAL);
		if (!mine)
			return this.pick(['takeover', 'note', 'claim', 'release']);
		return q.claim && this.random() < 0.1 ? 'heartbeat'
		    : this.pick(legal);
	}

	#act(tab, q) {
		const action = this.#step(tab, q);
		const call = { action, id: q.id, body: this.#body(action) };
		const old = this.tokens.get(q.id) ?? [];
		const stale = this.random() < 0.08;

		if (action !== 'note' && action !== 'heartbeat')
			call.wanted = stale ? Math.max(1, q.version - 1)
			    : q.version;
		if (['note', 'claim', 'takeover', 'undo'].includes(action))
			return this.#call(tab, call);
		if (this.random() < 0.08 && old.length > 0)
			call.token = this.pick(old);
		else if (q.claim)
			call.token = q.claim.token ?? old.at(-1);
		if (call.token !== undefined)
			call.body.token = call.token;
		return this.#call(tab, call);
	}

	#body(action) {
		switch (action) {
		case 'takeover': return { reason: 'не отвечает' };
		case 'handover': return { reason: 'смена кончилась',
		    ...this.random() < 0.5 && { to: this.pick(this.dispatchers) } };
		case 'attempt': return { outcome: this.pick(['reached', 'reached',
		    'no_answer', 'busy']) };
		case 'schedule': return this.#window();
		case 'replan': return { reason: 'пациент просил' };
		case 'finish': return this.random() < 0.7 ? { outcome: 'done' }
		    : { outcome: 'not_done', reason: 'nobody_home' };
		case 'close': return { outcome: 'helped' };
		case 'cancel': return { reason: 'better' };
		case 'decline': return { reason: 'no_staff' };
		case 'mark-duplicate': return { of: this.pick(
		    [...this.known.values()]).id };
		case 'note': return { text: 'ещё раз звонили' };
		default: return {};
		}
	}

	/* Few medics and windows: they are meant to collide. */
	#window() {
		const start = new Date(Date.now() + 86_400_000 *
		    (1 + this.below(9)));

		start.setUTCHours(6 + this.below(10), this.pick([0, 30]), 0, 0);
		return { medic: this.pick(['m01', 'm02', 'm03', 'm05']),
		    zone_reason: 'некому больше', window_start: start.toISOString(),
		    window_end: new Date(start.getTime() + 7_200_000)
			.toISOString() };
	}

	async #call(tab, call) {
		const { action, id, body, key, wanted } = call;
		const path = action === 'post' ? '/requests'
		    : action === 'next' ? '/queue/next'
		    : action === 'get' ? `/requests/${id}`
		    : `/requests/${id}/${action}`;
		const record = { client: this.tabs.indexOf(tab), login: tab.login,
		    operator: tab.operator, action, id, wanted, token: call.token, content: call.content,
		    sent: performance.now(), got: Infinity, status: 0 };

		this.calls.push(record);
		if (action === 'schedule')
			record.window = { medic: body.medic,
			    from: Date.parse(body.window_start),
			    to: Date.parse(body.window_end) };
		try {
			const answer = await tab.client.call(
			    action === 'get' ? 'GET' : 'POST', path,
			    action === 'get' ? undefined : body,
			    { key, etag: wanted && `"${wanted}"` });
			record.got = performance.now();
			record.status = answer.status;
			if (answer.status < 300 && answer.body)
				this.#learn(record, answer.body);
			else
				record.code = answer.body?.code;
		} catch (error) {
			record.error = error.code ?? error.message;
			await sleep(REFUSED_MS);
		}
	}

	#learn(record, q) {
		record.id = q.id;
		record.version = q.version;
		record.claim = q.claim && { by: q.claim.by, token: q.claim.token };
		if (record.version >= (this.known.get(q.id)?.version ?? 0))
			this.known.set(q.id, { id: q.id, version: q.version,
			    state: q.state, claim: record.claim,
			    undo: q.undo, by: record.login });
		if (typeof record.claim?.token === 'number')
			this.tokens.set(q.id, [...this.tokens.get(q.id) ?? [],
			    record.claim.token]);
	}

	/** trail(): what the audit has of requests, the oldest first. */
	async trail() {
		const admin = await this.it.login('admin');
		const items = [];
		let cursor = '';

		do {
			const page = status(await admin.get(
			    `/audit?object=request&limit=200${cursor}`), 200);
			items.push(...page.items);
			cursor = page.next && `&cursor=${page.next}`;
		} while (cursor);
		return items.sort((a, b) => a.seq - b.seq);
	}

	/** margin(): what a medic needs between two visits, in ms. */
	async margin() {
		const admin = await this.it.login('admin');

		return 60_000 * Number(status(await admin.get(
		    '/settings/visit.travel_margin_min'), 200).value);
	}

	/** stories(): every request there is, as told at the end. */
	async stories() {
		const { client } = this.tabs.find((tab) => !tab.operator);
		const ids = [];
		let cursor = '';

		do {
			const page = status(await client.get(
			    `/requests?all=1&limit=200${cursor}`), 200);
			ids.push(...page.items.map((item) => item.id));
			cursor = page.next && `&cursor=${page.next}`;
		} while (cursor);
		const stories = [];
		for (const id of ids)
			stories.push(await this.#story(client, id));
		return stories;
	}

	/* Leases run out meanwhile: both of one version. */
	async #story(client, id) {
		const read = async () => status(
		    await client.get(`/requests/${id}`), 200);
		let q, events, after = await read();

		do {
			q = after;
			events = status(await client.get(
			    `/requests/${id}/history`), 200);
			after = await read();
		} while (after.version !== q.version);
		return {
			id, number: q.number, version: q.version, state: q.state,
			content: q.patient.name, claim: q.claim,
			visit: q.visit && AT_WORK.includes(q.state) && {
				medic: q.visit.medic,
				from: Date.parse(q.visit.window_start),
				to: Date.parse(q.visit.window_end) },
			events: events.items,
		};
	}
}
