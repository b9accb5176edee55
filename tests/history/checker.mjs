/**
 * Judges a recorded run: what many clients were told, call by call, against
 * what the service says happened.
 *
 * call: {client, login, operator, action, id, sent, got, status, version,
 * token, key, content, claim, window, shaken}; `got` is Infinity when no answer
 * came, `shaken`: something broke meanwhile (faults.mjs).  `sent` and `got` are
 * of one clock.  story: {id, number, version, state, content, claim,
 * visit, events} as read at the end.  trail: the audit of requests by then.
 * margin: the way between two visits, in ms.
 */
import { AT_WORK, FINAL, HOLDERS, SYSTEM, TAKING, UNDOABLE, UNDO_MS, legal }
    from './model.mjs';

const ok = (call) => call.status >= 200 && call.status < 300;
/* Asked again after a fault, what was done already is a conflict. */
const unknown = (call) => call.status === 0 || call.status >= 500 ||
    (call.shaken && [409, 412].includes(call.status));

function group(rows, key) {
	const map = new Map();

	for (const row of rows)
		if (map.has(row[key]))
			map.get(row[key]).push(row);
		else
			map.set(row[key], [row]);
	return map;
}

/* The events a call of the API may leave in the history. */
const LEAVES = { attempt: ['attempt', 'miss'], finish: ['finish', 'fail'],
    handover: ['handover', 'handover_queue'], takeover: ['takeover', 'claim'],
    next: ['claim'], 'mark-duplicate': ['mark_duplicate'] };
const leaves = (action) => LEAVES[action] ?? [action];

/** check({calls, stories}): every fault found, in words; empty: none. */
export function check({ calls, stories, trail, margin }) {
	const faults = [];
	const say = (id, text) => faults.push(`${id}: ${text}`);
	const byId = group(calls.filter((c) => c.id), 'id');
	/* Which request these made or took may have been told nobody. */
	const posts = group(calls.filter((c) => c.action === 'post' &&
	    !c.id && unknown(c)), 'content');
	const next = calls.filter((c) => c.action === 'next' &&
	    (c.shaken || unknown(c)));

	lost(calls, stories, say);
	for (const story of stories) {
		const mine = [...byId.get(story.id) ?? [],
		    ...posts.get(story.content) ?? []];
		const steps = numbered(story, mine, say);

		walk(story, steps, say);
		holders(story, steps, say);
		answered(story, steps, { mine, next }, say);
		order(story, { mine, next }, say);
		tokens(story, mine, say);
	}
	audited(stories, trail, say);
	overlaps(calls, stories, margin, say);
	return faults;
}

/* --- nothing lost, nothing twice -------------------------------------- */

function lost(calls, stories, say) {
	const posts = calls.filter((c) => c.action === 'post');
	const have = new Map(stories.map((s) => [s.id, s]));
	const contents = group(stories, 'content');

	for (const c of posts.filter(ok))
		if (have.get(c.id)?.content !== c.content)
			say(c.id, 'posted, and not there as it was posted');
	for (const [content, same] of contents)
		if (same.length > 1)
			say(same[0].id, `posted once, there ${same.length} times`);
		else if (!posts.some((c) => c.content === content &&
		    (ok(c) || unknown(c))))
			say(same[0].id, 'there, and nobody was told so');
	for (const [number, same] of group(stories, 'number'))
		if (same.length > 1)
			say(same[0].id, `number ${number} given twice`);
}

/* --- one request's history by itself ---------------------------------- */

/**
 * The steps by version.  A lease that was found to have run out by the claim
 * that followed is told in the version of that claim; one swept in the same
 * millisecond had a version of its own, and the claim was told the next.
 */
function numbered({ id, version, events }, calls, say) {
	const claims = calls.filter((c) => ok(c) && c.version !== undefined &&
	    leaves(c.action).includes('claim'));
	const told = (by, v) => claims.some((c) => c.login === by &&
	    c.version === v);
	let at = 0, spare = events.length - version;
	const steps = events.map((event, i) => {
		const next = events[i + 1];
		const within = event.action === 'expire' && spare > 0 &&
		    next?.action === 'claim' && next.at === event.at &&
		    (told(next.by, at + 1) || !told(next.by, at + 2));
		const step = { ...event, version: at + 1 };

		at += within ? 0 : 1;
		spare -= within ? 1 : 0;
		return step;
	});
	if (at !== version)
		say(id, `version ${version} after ${at} changes`);
	return steps;
}

function walk({ id, state }, steps, say) {
	steps.forEach((step, i) => {
		const before = steps[i - 1];
		const what = `${step.action} ${step.from} > ${step.to}` +
		    ` in version ${step.version}`;

		if (i === 0) {
			if (step.action !== 'post' || step.to !== 'queued')
				say(id, `begins with ${what}`);
			return;
		}
		if (step.from !== before.to)
			say(id, `${what} follows ${before.to}`);
		if (step.action === 'undo')
			undone(id, step, before, say);
		else if (!legal(step))
			say(id, FINAL.includes(step.from)
			    ? `a final state did not stay: ${what}`
			    : `no such step: ${what}`);
		if (SYSTEM.includes(step.action) !== (step.by === 'system'))
			say(id, `${what} by ${step.by}`);
	});
	if (steps.at(-1)?.to !== state)
		say(id, `is ${state} after ${steps.at(-1)?.to}`);
}

function undone(id, step, before, say) {
	const late = Date.parse(step.at) - Date.parse(before.at) > UNDO_MS;

	if (!UNDOABLE.includes(before.action) || step.by !== before.by || late ||
	    step.to !== before.from)
		say(id, `undo of ${before.action} ${before.from} > ` +
		    `${before.to} by ${step.by}, ${before.by}`);
}

/* Who has it, as the history tells; to a colleague it is not told to whom. */
function holders({ id }, steps, say) {
	let holder = null, before = null;

	for (const step of steps) {
		const had = holder;
		if (HOLDERS.includes(step.action) && holder !== null &&
		    holder !== step.by)
			say(id, `${step.action} by ${step.by}, held by ` +
			    `${holder} in version ${step.version}`);
		if (step.action === 'takeover' && holder === step.by)
			say(id, `${step.by} took over from nobody else`);
		if (step.action === 'handover')
			holder = null;
		else if (TAKING.includes(step.action))
			holder = step.by;
		else if (step.action === 'undo' && step.to === 'claimed')
			holder = before; /* also when a colleague ended it */
		else if (step.to !== 'claimed')
			holder = null;
		before = had;
	}
}

/* --- what was answered against what happened --------------------------- */

/*
 * The same answer once more: a key used again, a claim asked for again, also
 * by who was given it by "next" meanwhile.
 */
const again = (call, first) => call.login === first.login &&
    (['claim', 'takeover', 'post', 'note'].includes(call.action) ||
	(call.action === 'next' && first.action === 'claim'));

/*
 * Who has the claim is told so, whatever made the version: also when another
 * tab of theirs was quicker.
 */
const retold = (call, step) => ['claim', 'takeover'].includes(call.action) &&
    step?.to === 'claimed' && call.claim?.by === call.login &&
    (call.version !== call.wanted + 1 ||
	!(step.by === call.login && leaves(call.action).includes(step.action)));

function answered({ id }, steps, { mine, next }, say) {
	const told = new Map();
	const writes = mine.filter((c) => !['get', 'heartbeat']
	    .includes(c.action));

	for (const c of writes.filter(ok)) {
		const step = steps.findLast((s) => s.version === c.version);
		const first = told.get(c.version);

		if (retold(c, step))
			continue;
		told.set(c.version, first ?? c);
		if (first !== undefined && !again(c, first))
			say(id, `version ${c.version} told to ${first.login} for ` +
			    `${first.action} and to ${c.login} for ${c.action}`);
		else if (step?.by !== c.login ||
		    !leaves(c.action).includes(step.action))
			say(id, `${c.login} was told ${c.action} made version ` +
			    `${c.version}: it is ${step?.action} by ${step?.by}`);
		else if (first === undefined && c.wanted !== undefined &&
		    c.version !== c.wanted + 1)
			say(id, `${c.action} of version ${c.wanted} made ` +
			    `version ${c.version}`);
	}
	unexplained(id, steps.filter((s) => s.by !== 'system' &&
	    !told.has(s.version)), [writes.filter(unknown), next], say);
}

/* A step that was told nobody: the answer to it was lost. */
function unexplained(id, steps, doubtful, say) {
	for (const step of steps) {
		const is = (c) => c.login === step.by &&
		    leaves(c.action).includes(step.action);
		const list = doubtful.find((calls) => calls.some(is));

		if (list === undefined)
			say(id, `${step.action} by ${step.by} in version ` +
			    `${step.version}: nobody was told so`);
		else
			list.splice(list.findIndex(is), 1);
	}
}

/* --- one after the other, as the clock on the wall has it --------------- */

/* Whoever was not answered asks again, and is told what the first call made. */
const lostBefore = (call, calls) => calls.some((c) => unknown(c) &&
    c.login === call.login && c.sent < call.sent);

/**
 * What was answered before a call was sent had happened for it.  Reads and
 * writes are swept by time: no answer shows an older version than one known
 * before the question, none a version nobody had asked for yet.
 */
function order({ id }, { mine: calls, next }, say) {
	const known = calls.filter(ok).filter((c) => c.version !== undefined);
	const ends = [...known].sort((a, b) => a.got - b.got);
	const starts = [...known].sort((a, b) => a.sent - b.sent);
	let newest = 0, i = 0;

	for (const c of starts) {
		for (; i < ends.length && ends[i].got < c.sent; i++)
			newest = Math.max(newest, ends[i].version);
		if (c.version < newest)
			say(id, `${c.login} was shown version ${c.version} by ` +
			    `${c.action} after version ${newest} was known`);
	}
	for (const c of known.filter((one) => one.action === 'get')) {
		const writer = known.find((w) => w.action !== 'get' &&
		    w.version === c.version);
		if (writer && writer.sent > c.got &&
		    !lostBefore(writer, [...calls, ...next]))
			say(id, `version ${c.version} was read before ` +
			    `${writer.action} was sent`);
	}
}

/* --- fencing ----------------------------------------------------------- */

/* A life in danger waits for nobody's claim. */
const UNFENCED = ['claim', 'takeover', 'emergency'];

/*
 * A token is of one claim; none older than the newest is taken.  Who registered
 * a request ends it while nobody holds it, and so by no token.
 */
function tokens({ id }, calls, say) {
	const writes = calls.filter(ok).filter((c) => c.version !== undefined &&
	    c.action !== 'get').sort((a, b) => a.version - b.version);
	const owner = new Map();
	let newest = 0, before = 0, version = 0;

	for (const c of writes) {
		/* One version may be told twice: its token is not before it. */
		if (c.version !== version)
			[before, version] = [newest, c.version];
		if (c.token !== undefined && c.token < before &&
		    !c.operator && !UNFENCED.includes(c.action))
			say(id, `${c.action} with token ${c.token} after ` +
			    `token ${before} in version ${c.version}`);
		if (typeof c.claim?.token !== 'number')
			continue; /* nobody is shown the token of another */
		newest = Math.max(newest, c.claim.token);
		const had = owner.get(c.claim.token) ?? c.claim.by;
		owner.set(c.claim.token, had);
		if (had !== c.claim.by)
			say(id, `token ${c.claim.token} is of ${had} and of ` +
			    `${c.claim.by}`);
	}
}

/* --- the audit --------------------------------------------------------- */

/*
 * Every step is in it once, by the same person, in the same order.  It is read
 * after the stories: the service itself may have gone on.
 */
function audited(stories, trail, say) {
	const byId = group(trail, 'object_id');

	for (const { id, events } of stories) {
		const rows = (byId.get(id) ?? []).filter((row) =>
		    row.action !== 'request.view');
		const line = (action, by) => `${action} by ${by}`;
		const told = events.map((e) => line(`request.${e.action}`, e.by));
		const kept = rows.map((r) => line(r.action, r.actor));
		while (kept.length > told.length && rows.at(-1).actor === 'system') {
			rows.pop();
			kept.pop();
		}
		const at = told.findIndex((text, i) => text !== kept[i]);

		if (at >= 0 || kept.length !== told.length)
			say(id, `the audit has ${kept.length} entries for ` +
			    `${told.length} changes` + (at < 0 ? '' :
			    `: ${kept[at]} for ${told[at]}`));
	}
}

/* --- medics ------------------------------------------------------------ */

const meet = (a, b, margin) => a.medic === b.medic &&
    a.from < b.to + margin && b.from < a.to + margin;

/* From the answer to a plan until its end was asked for, it surely stood. */
function plans(calls) {
	const made = [];

	for (const [id, mine] of group(calls.filter((c) => c.id), 'id')) {
		const writes = mine.filter((c) => c.action !== 'get' &&
		    c.action !== 'heartbeat' && c.action !== 'note' &&
		    (ok(c) || unknown(c)));
		for (const c of writes.filter((w) => ok(w) && w.window)) {
			const ends = writes.filter((w) => w !== c &&
			    !(w.version <= c.version)).map((w) => w.sent);
			made.push({ id, ...c.window, since: c.got,
			    until: Math.min(Infinity, ...ends) });
		}
	}
	return made.filter((p) => p.since < p.until);
}

function overlaps(calls, stories, margin, say) {
	const last = stories.filter((s) => AT_WORK.includes(s.state) && s.visit)
	    .map((s) => ({ id: s.id, ...s.visit, since: 0, until: 1 }));

	for (const stood of [last, plans(calls)])
		for (const same of group(stood, 'medic').values())
			same.forEach((a, i) => same.slice(i + 1).forEach((b) => {
				if (a.id !== b.id && meet(a, b, margin) &&
				    a.since < b.until && b.since < a.until)
					say(a.id, `${a.medic} was promised here ` +
					    `and at ${b.id} at one time, or too soon after`);
			}));
}
