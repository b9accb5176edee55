/**
 * Which kept call this tab has at hand.  The browser keeps its id and how many
 * times it was saved, nothing of the call itself.
 */
const KEY = 'hv.call';
const LOCK = 'hv.call.';
/** A tab that reloads gives its lock back a moment late. */
const RELOAD_MS = 500;

let held = null; // {id, release}

/** @returns {null | {id: string, n: number}} */
export function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return null;
  }
}

export function remember(id, n) {
  sessionStorage.setItem(KEY, JSON.stringify({ id, n }));
}

/** This tab has nothing at hand any more. */
export function letGo() {
  sessionStorage.removeItem(KEY);
  held?.release();
  held = null;
}

/**
 * Hold the draft ${id} until another is held or let go.
 * @returns {Promise<boolean>} false: another tab of this browser has it
 */
export function hold(id) {
  if (held?.id === id) return Promise.resolve(true);
  held?.release();
  const mine = { id };
  const over = new Promise((done) => {
    mine.release = done;
  });
  held = mine;
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((answer) => {
    navigator.locks.request(LOCK + id,
      { signal: AbortSignal.timeout(RELOAD_MS) }, () => {
        answer(true);
        return over;
      }).catch(() => answer(false));
  });
}

/** @returns {Promise<Set<string>>} drafts that other tabs have at hand */
export async function heldElsewhere() {
  const { held: locks = [] } = await navigator.locks?.query() ?? {};
  return new Set(locks.map(({ name }) => name)
    .filter((name) => name.startsWith(LOCK))
    .map((name) => name.slice(LOCK.length))
    .filter((id) => id !== held?.id));
}
