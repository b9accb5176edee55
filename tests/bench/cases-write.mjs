/** What is written, against plain commits of one row. */
import { window } from '../http/dispatch.mjs';
import { registration, words } from '../http/samples.mjs';

const MEDICS = ['m01', 'm02'], HOURS = [9, 12, 15, 18];
const AWAY_DAYS = 30; /* nobody is planned there yet */
const HELD = 64; /* twice as many as connections: one is always ready */
let planned = 0; /* windows given out: none is used in another round */

const post = (name, at, { body, headers, connections }) => ({ name,
    limit: 'loop', connections,
    load: { method: 'POST', paths: [`/api/v1${at}`], headers, body } });

/** A request of somebody nobody has seen: @…@ is filled in by load.lua. */
function registrationBody() {
	return registration({
		patient: { name: 'Тестов@N@ Пётр Иванович', birth_date: '@D@',
		    phone: '+7000@T@' },
		address: { text: 'Тестовая улица, д. @F@ @N@' },
	});
}

/** A medic's window that no other has. */
function freeWindow() {
	const n = planned++;
	const day = AWAY_DAYS + Math.floor(n / (MEDICS.length * HOURS.length));
	const { window_start: from, window_end: to } = window(day,
	    HOURS[n % HOURS.length]);

	return [MEDICS[Math.floor(n / HOURS.length) % MEDICS.length], from, to];
}

/** A request of somebody no other run has had. */
function held() {
	const n = Date.now();

	return registration({
		patient: { name: `Тестов${words(n)} Пётр Иванович`,
		    phone: `+7000${String(n % 10_000_000).padStart(7, '0')}` },
		address: { text: `Тестовая улица, д. ${n % 100_000}` },
	});
}

/** A new request, claimed: what load.lua schedules and plans anew. */
async function claimed(inst, operator, dispatcher) {
	const post = (at, what, headers) => inst.send({ method: 'POST',
	    path: `/api/v1${at}`, body: JSON.stringify(what), headers: {
		'Idempotency-Key': `bench-held-${Date.now()}-${planned}`,
		...headers } });
	const made = await post('/requests', held(), operator);
	const got = await post(`/requests/${made.body.id}/claim`, {},
	    { ...dispatcher, 'If-Match': made.headers.etag });

	if (got.status !== 200)
		throw new Error(`claim: ${got.status} ${got.text}`);
	return [made.body.id, got.body.version, got.body.claim.token,
	    ...freeWindow()];
}

/**
 * writeCases(who): the cases on who.inst; who.operator, who.dispatcher are
 * headers.
 */
export function writeCases({ inst, operator, dispatcher }) {
	const body = registrationBody();
	const hold = async () => {
		const all = [];
		while (all.length < HELD)
			all.push(await claimed(inst, operator, dispatcher));
		return { held: all };
	};

	return [
		...[1, 8, 32, 64, 128].map((connections) =>
		    post(`registration × ${connections}`, '/requests',
			{ body, headers: operator, connections })),
		post('claim × 64', '/queue/next',
		    { body: {}, headers: dispatcher, connections: 64 }),
		{ name: 'schedule, replan × 32', limit: 'loop', connections: 32,
		    load: { method: 'POST', headers: dispatcher }, fresh: hold },
	];
}
