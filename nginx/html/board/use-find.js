import { get, query } from '../lib/api.js';
import { useEffect, useRef, useState } from '../lib/html.js';
import { onLive } from '../lib/live.js';

const PAUSE_MS = 200; // somebody is still typing
const ROWS = 50; // of a page
const LETTERS_MIN = 2;

const NOTHING = { items: null, next: null, busy: false, problem: null };

/** Whether ${asked} is enough to look for. */
function isEnough(asked) {
  const { q = '', ...others } = asked;
  return q.trim().length >= LETTERS_MIN
    || (!q.trim() && Object.values(others).some(Boolean));
}

/**
 * Requests found among all there were.  The server looks at so many in one
 * call and no more: where a page came back with room left, the next one is
 * asked for at once.
 * @param {Record<string, string> | null} asked  by the names of the API, and
 *   the name of the place
 * @returns {{items: object[] | null, next: string | null, busy: boolean,
 *   problem: Error | null, more: () => void}}
 */
export function useFind(asked) {
  const [state, setState] = useState(NOTHING);
  const run = useRef(null); // {signal, abort}
  const wanted = asked && isEnough(asked) ? JSON.stringify(asked) : null;

  async function read(from, had, signal) {
    const { place_name: _, ...others } = JSON.parse(wanted);
    const room = had.length + ROWS;
    let items = had;
    let next = from;
    do {
      const page = await get(`/requests${query({
        ...others, all: 1, limit: room - items.length, cursor: next,
      })}`, { signal });
      items = [...items, ...page.items];
      next = page.next;
      setState({ items, next, busy: Boolean(next), problem: null });
    } while (next && items.length < room);
    setState({ items, next, busy: false, problem: null });
  }
  function start(from, had) {
    run.current?.abort();
    const own = new AbortController();
    run.current = own;
    setState((old) => ({ ...old, busy: true }));
    read(from, had, own.signal).catch((problem) => {
      if (own.signal.aborted) return;
      setState((old) => ({ ...old, busy: false, problem }));
    });
  }
  useEffect(() => {
    run.current?.abort();
    if (!wanted) {
      setState(NOTHING);
      return undefined;
    }
    const timer = setTimeout(start, PAUSE_MS, null, []);
    return () => clearTimeout(timer);
  }, [wanted]);
  useEffect(() => () => run.current?.abort(), []);

  // What is shown stays true; new ones come with the next search.
  useEffect(() => onLive(async ({ kind, id }) => {
    if (kind !== 'request' || !state.items?.some((r) => r.id === id)) return;
    const { items: [now] } = await get(`/requests?ids=${id}`,
      { background: true });
    setState((old) => ({ ...old,
      items: old.items?.map((r) => (r.id === id ? now ?? r : r)) ?? null }));
  }), [state.items]);

  return { ...state, more: () => start(state.next, state.items) };
}
