import { Away, connection, newKey } from '../lib/api.js';
import { cell } from '../lib/cell.js';
import { t } from '../lib/i18n.js';
import { beforeLeaving, onPersonGone, session } from '../lib/session.js';
import { watchUnsaved } from '../lib/unsaved.js';
import { toast } from '../ui/toast.js';
import {
  callOf, draftServer, listDrafts, readDraft,
} from './draft-server.js';
import { contentOf, isEmpty, labelOf } from './draft-format.js';
import { createSaver } from './draft-saver.js';
import { draft } from './draft.js';
import { focusedId, leaveFields } from './focus.js';
import { forgetPosting } from './posting.js';
import { emptyDraft } from './request-body.js';
import * as tab from './tab.js';

/**
 * The calls of this screen: the one at hand, which is the draft, and those put
 * by.  Each is kept on the server by a saver of its own.
 */

const LEAVING_MS = 3000;
const POSTING_MS = 2000;
const AGAIN_MS = 2000;
/** A save on its way when the page went may come after the page is back. */
const LATE = { tries: 10, everyMs: 150 };

const CLOCK = {
  now: () => Date.now(),
  setTimeout: (fn, ms) => setTimeout(fn, ms),
  clearTimeout: (timer) => clearTimeout(timer),
};

/** Another turn: another call is at hand, and its screen begins anew. */
export const hand = cell({ turn: 0, ready: false, focus: null });

/** How the call at hand is kept. */
export const saved = cell({ state: 'empty' });

/** Unfinished calls but the one at hand: {id, label, updated_at, unsaved}. */
export const unfinished = cell([]);

let person = {}; // another object once another person is at the screen
let atHand = null; // {saver, focus}
let listed = []; // drafts of the server
const putBy = new Map(); // calls not known to the server yet
const closed = new Set(); // ids that ended here; a late list may name them
const savers = new Set();

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const within = (ms, promise) => Promise.race([promise, sleep(ms)]);

/* --- one call ----------------------------------------------------------- */

function makeCall({ id = newKey(), version = 0, content = '', at, n } = {}) {
  const call = { focus: null };
  call.saver = createSaver({
    known: { id, version, content, at },
    clock: CLOCK,
    server: draftServer({
      n,
      focus: () => (call === atHand ? focusedId() : call.focus),
      onSaving: (named, count) => call === atHand && mark(named, count),
    }),
    onState: (state) => call === atHand && saved.set(state),
    onForked,
    onLeft: (left) => closed.delete(left),
  });
  savers.add(call.saver);
  return call;
}

function mark(id, n) {
  tab.hold(id);
  tab.remember(id, n);
}

/** Another screen changed or closed the call: what is here becomes a new one. */
function onForked(old, problem) {
  if (problem.status === 404) {
    closed.add(old);
    toast(t(draft.get().sent ? 'unfinished.perhaps_posted' : 'unfinished.gone'),
      'bad');
  } else {
    toast(t('unfinished.conflict'), 'bad', {
      label: t('unfinished.open_other'), run: () => openCall(old),
    });
  }
  refreshUnfinished();
}

function drop(call) {
  call.saver.stop();
  savers.delete(call.saver);
}

/** Erase what is kept of ${call}, now or when the server is back. */
async function erase(call) {
  closed.add(call.saver.id);
  call.saver.note('');
  if (await call.saver.flush()) drop(call);
  refreshUnfinished();
}

/* --- the call at hand --------------------------------------------------- */

draft.subscribe((d) => {
  if (!atHand || atHand.saver.isStopped) return;
  if (d.posting.posted) onPosted(d);
  // While it is being posted the call is as it was sent.
  else if (d.posting.state === 'idle') note(d);
});

function note(d) {
  atHand.saver.note(isEmpty(d) ? '' : contentOf(d));
}

/** The request and its draft changed places in one commit. */
function onPosted(d) {
  const { id } = atHand.saver;
  tab.letGo();
  closed.add(id);
  saved.set({ state: 'empty' });
  if (d.sent?.body.draft === id) drop(atHand);
  else erase(atHand);
}

/** Take a call to hand; the one before was put by or ended. */
function take(d, call = makeCall(), focus = null) {
  atHand = null;
  draft.set(d);
  atHand = call;
  note(d);
  call.saver.tell();
  if (!isEmpty(d)) tab.hold(call.saver.id);
  hand.set(({ turn }) => ({ turn: turn + 1, ready: true, focus }));
  showUnfinished();
}

/** Leave the call at hand without losing anything of it. */
function layAside() {
  if (!atHand) return;
  const call = atHand;
  call.focus = focusedId();
  leaveFields();
  forgetPosting();
  const d = { ...draft.get(), posting: emptyDraft().posting };
  atHand = null;
  tab.letGo();
  if (call.saver.isStopped) return;
  if (isEmpty(d)) {
    erase(call);
    return;
  }
  call.saver.note(contentOf(d));
  putBy.set(call, d);
  settle(call);
}

/** A call put by is kept here until the server lists it. */
async function settle(call) {
  while (putBy.has(call)) {
    if (await call.saver.flush() && await refreshUnfinished()) {
      if (putBy.delete(call)) drop(call);
      showUnfinished();
      return;
    }
    await sleep(AGAIN_MS);
  }
}

/** Put the call by and begin another; false: there is nothing to put by. */
export function park() {
  const d = draft.get();
  if (!atHand || isEmpty(d) || d.posting.posted) return false;
  layAside();
  take(emptyDraft());
  return true;
}

/** Take the call at hand off the screen; gives what was typed. */
function close() {
  const call = atHand;
  leaveFields();
  forgetPosting();
  const d = draft.get();
  atHand = null;
  tab.letGo();
  if (call && !call.saver.isStopped) erase(call);
  return d;
}

/** The caller goes on: ${d} is the next call, begun at the field ${focus}. */
export function nextCall(d, focus) {
  close();
  take(d, makeCall(), focus);
}

/**
 * The call is over: nothing of it stays but what was posted.
 * @returns {null | (() => void)}  brings it back; null when it was empty
 */
export function endCall() {
  const d = close();
  take(emptyDraft());
  if (isEmpty(d) || d.posting.posted) return null;
  return () => {
    layAside();
    take({ ...d, posting: emptyDraft().posting });
  };
}

/** The draft a posting is to erase. */
export function draftId() {
  return atHand.saver.id;
}

/** Before a posting: what is about to be sent outlives this page. */
export async function saveNow() {
  note(draft.get());
  const done = atHand.saver.flush();
  await within(POSTING_MS, done);
  // Both wait for the same login: the save must not come after the posting.
  if (session.get().status === 'expired') await done;
}

/* --- unfinished calls --------------------------------------------------- */

function showUnfinished() {
  const local = [...putBy].map(([{ saver }, d]) => ({
    id: saver.id, label: labelOf(d), updated_at: null, unsaved: true,
  }));
  const own = new Set(local.map(({ id }) => id));
  const server = listed.filter(({ id }) => id !== atHand?.saver.id
    && !closed.has(id) && !own.has(id));
  unfinished.set([...local, ...server]);
}

/** Take the server's list of drafts. */
export function setListed(items) {
  listed = items;
  showUnfinished();
}

/** Ask the server for them; false: it did not answer, the poll will. */
async function refreshUnfinished() {
  const mine = person;
  try {
    const items = await listDrafts();
    if (mine === person) setListed(items);
    return true;
  } catch {
    return false;
  }
}

function find(id) {
  return [...putBy.keys()].find(({ saver }) => saver.id === id);
}

/** Read the draft ${id}, or say why not. */
async function read(id) {
  const mine = person;
  try {
    const row = await readDraft(id);
    if (mine !== person) return null;
    const kept = callOf(row);
    if (!kept) toast(t('unfinished.newer'), 'bad');
    return kept && { row, ...kept };
  } catch (problem) {
    if (mine !== person) return null;
    if (problem.status === 404) closed.add(id);
    toast(problem.status === 404 ? t('unfinished.not_there')
      : problem instanceof Away ? t('connection.away') : problem.message, 'bad');
    showUnfinished();
    return null;
  }
}

function takeKept({ row, d, n, focus }) {
  take(d, makeCall({
    id: row.id, version: row.version, content: contentOf(d),
    at: row.updated_at, n,
  }), focus);
  tab.remember(row.id, n);
}

/** Put the call at hand by and go on with the unfinished call ${id}. */
export async function openCall(id) {
  const local = find(id);
  if (local) {
    const d = putBy.get(local);
    putBy.delete(local);
    layAside();
    take(d, local, local.focus);
    return;
  }
  const kept = await read(id);
  if (!kept) return;
  layAside();
  takeKept(kept);
}

/** Delete the unfinished call ${id}; it can be brought back. */
export async function deleteCall(id) {
  const local = find(id);
  const kept = local ? { d: putBy.get(local) } : await read(id);
  if (!kept) return;
  const call = local ?? makeCall({
    id, version: kept.row.version, content: contentOf(kept.d), n: kept.n,
  });
  putBy.delete(call);
  erase(call);
  showUnfinished();
  toast(t('unfinished.deleted'), 'info', {
    label: t('undo'), run: () => keepAgain(kept),
  });
}

function keepAgain({ d, focus = null }) {
  const call = makeCall();
  call.focus = focus;
  call.saver.note(contentOf(d));
  putBy.set(call, d);
  showUnfinished();
  settle(call);
}

/* --- the page comes and goes -------------------------------------------- */

/** The draft this tab had at hand, with the save that may still be coming. */
async function readLast({ id, n }) {
  for (let i = 1; ; i += 1) {
    const over = i === LATE.tries;
    try {
      const row = await readDraft(id);
      const kept = callOf(row);
      if (over || !kept || kept.n >= n) return kept && { row, ...kept };
    } catch (problem) {
      // Only the first save makes it.
      if (problem.status !== 404 || n > 1 || over) throw problem;
    }
    await sleep(LATE.everyMs);
  }
}

/** Bring back what this tab had before it was loaded again. */
async function resume(last) {
  const mine = person;
  // What was typed meanwhile comes first; the bar has the other.
  const wanted = () => mine === person && isEmpty(draft.get());
  try {
    const kept = await readLast(last);
    if (kept && wanted()) takeKept(kept);
  } catch (problem) {
    if (!(problem instanceof Away)) return;
    hand.set((old) => ({ ...old, ready: true }));
    await sleep(AGAIN_MS);
    if (wanted()) await resume(last);
  }
}

/** Begin with the call this tab had, or with a new one; once a person. */
export async function startCalls() {
  if (atHand) return;
  take(emptyDraft());
  hand.set((old) => ({ ...old, ready: false }));
  const last = tab.recall();
  if (last && await tab.hold(last.id)) await resume(last);
  hand.set((old) => ({ ...old, ready: true }));
  refreshUnfinished();
}

/** Another person must neither see nor store what this one typed. */
function forgetCalls() {
  for (const saver of savers) saver.stop();
  savers.clear();
  putBy.clear();
  closed.clear();
  tab.letGo();
  forgetPosting();
  atHand = null;
  person = {};
  listed = [];
  draft.set(emptyDraft());
  unfinished.set([]);
  saved.set({ state: 'empty' });
  hand.set(({ turn }) => ({ turn: turn + 1, ready: false, focus: null }));
}

onPersonGone(forgetCalls);
beforeLeaving(() => within(LEAVING_MS,
  Promise.all([...savers].map((saver) => saver.flush()))));
watchUnsaved(() => [...savers].some((saver) => saver.isStuck
  || (!saver.isSaved() && session.get().status === 'expired')));

connection.subscribe(({ away }) => {
  if (!away) for (const saver of savers) saver.wake();
});
document.addEventListener('visibilitychange', () => {
  if (document.hidden) for (const saver of savers) saver.flush();
});
window.addEventListener('pagehide', () => {
  for (const saver of savers) saver.leave();
});
// Back from the browser's cache: what was on its way is not known here.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) window.location.reload();
});
