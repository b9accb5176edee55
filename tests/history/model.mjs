/**
 * The life of a request as the handbook tells it, written down a second time:
 * the checker must not learn from the program what it is to judge.
 */
export const FINAL = ['closed', 'cancelled', 'declined', 'referred',
    'duplicate', 'emergency'];
const ACTIVE = ['queued', 'claimed', 'unreachable', 'scheduled', 'en_route',
    'on_site', 'done', 'not_done'];
const ANY = [...ACTIVE, ...FINAL];
const SAME = null;

/* action of the history: from which states, to which */
const STEPS = {
	claim: [['queued', 'unreachable'], 'claimed'],
	takeover: [['claimed'], 'claimed'],
	release: [['claimed'], 'queued'],
	handover: [['claimed'], 'claimed'],
	handover_queue: [['claimed'], 'queued'],
	expire: [['claimed'], 'queued'],
	retry: [['unreachable'], 'queued'],
	attempt: [['claimed'], 'claimed'],
	miss: [['claimed'], 'unreachable'],
	schedule: [['claimed'], 'scheduled'],
	replan: [['scheduled', 'en_route'], 'claimed'],
	depart: [['scheduled'], 'en_route'],
	arrive: [['en_route'], 'on_site'],
	finish: [['on_site'], 'done'],
	fail: [['on_site'], 'not_done'],
	revisit: [['not_done'], 'claimed'],
	close: [['done', 'not_done'], 'closed'],
	cancel: [ACTIVE, 'cancelled'],
	decline: [ACTIVE, 'declined'],
	refer: [ACTIVE, 'referred'],
	mark_duplicate: [ACTIVE, 'duplicate'],
	emergency: [ACTIVE, 'emergency'],
	correct: [['queued', 'claimed'], SAME],
	confirm_price: [ACTIVE, SAME],
	trip_price: [ANY, SAME],
	note: [ANY, SAME],
};

/** legal(event): whether its step exists. */
export function legal({ action, from, to }) {
	const [states, next] = STEPS[action] ?? [[]];

	return states.includes(from) && to === (next ?? from);
}

/** legalFrom(state): the actions of the history that lead on. */
export const legalFrom = (state) => Object.keys(STEPS)
    .filter((action) => STEPS[action][0].includes(state));

/* A claim begins with these: there is a new holder and a new token. */
export const TAKING = ['claim', 'takeover', 'handover', 'replan', 'revisit'];

/* Steps only the holder of the claim may take. */
export const HOLDERS = ['release', 'handover', 'handover_queue', 'attempt',
    'miss', 'schedule'];

/* The service itself. */
export const SYSTEM = ['expire', 'retry'];

/* What may be taken back, and how long. */
export const UNDOABLE = ['claim', 'close', 'cancel', 'decline', 'refer',
    'mark_duplicate', 'emergency'];
export const UNDO_MS = 10_000;

/* With a visit in these states a medic is taken. */
export const AT_WORK = ['scheduled', 'en_route', 'on_site'];
