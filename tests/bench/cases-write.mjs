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

/** A medic's window that this run has not given out. */
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

/** POST what must answer 200; of ${or} as well. */
async function step(inst, at, what, headers, or) {
	const got = await inst.send({ method: 'POST', path: `/api/v1${at}`,
	    body: JSON.stringify(what), headers });

	if (got.status >= 300 && got.status !== or)
		throw new Error(`${at}: ${got.status} ${got.text}`);
	return got;
}

/**
 * A new request, claimed: what load.lua schedules and plans anew, in a window
 * that is free; an earlier run on the same database may have left some taken.
 */
async function claimed(inst, operator, dispatcher) {
	const made = await step(inst, '/requests', held(), { ...operator,
	    'Idempotency-Key': `bench-held-${Date.now()}` });
	const path = `/requests/${made.body.id}`;
	const by = (version) => ({ ...dispatcher, 'If-Match': `"${version}"` });
	let { version, claim: { token } } = (await step(inst, `${path}/claim`,
	    {}, by(made.body.version))).body;

	for (;;) {
		const [medic, from, to] = freeWindow();
		const got = await step(inst, `${path}/schedule`, { token, medic,
		    window_start: from, window_end: to }, by(version), 409);
		if (got.status === 409)
			continue;
		({ version, claim: { token } } = (await step(inst,
		    `${path}/replan`, { reason: 'patient_asked',
			comment: 'bench' }, by(got.body.version))).body);
		return [made.body.id, version, token, medic, from, to];
	}
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
