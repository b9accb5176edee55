import { call, get } from '../lib/api.js';
import { useCallback, useEffect, useRef, useState } from '../lib/html.js';
import { onLive } from '../lib/live.js';
import { poller } from '../lib/poller.js';

const EVERY_MS = 2000; // without the stream
const PAGE = '/requests?limit=200';
const IDS_MAX = 50;
/** What changes no row of the board. */
const OTHERS = new Set(['rulebook', 'task', 'shift']);
/** All open ones; a request in another state leaves the board. */
export const FINAL = new Set(['closed', 'cancelled', 'declined', 'referred',
  'duplicate', 'emergency']);

/** Most urgent first, ties by posting, as the server has them. */
function byPromise(a, b) {
  return Date.parse(a.promise.deadline_at) - Date.parse(b.promise.deadline_at)
    || a.number.localeCompare(b.number);
}

/** ${rows} with ${items} put in, and without those of ${asked} not there. */
export function merged(rows, asked, items) {
  const next = new Map(rows);
  for (const id of asked) next.delete(id);
  for (const r of items) if (!FINAL.has(r.state)) next.set(r.id, r);
  return next;
}

/**
 * All open requests, as committed: read whole at first, then one by one as
 * the stream tells of them.
 * @returns {{items: object[] | null, problem: Error | null,
 *   left: Map<string, {version: number, state: string | null}>,
 *   refresh: (id?: string) => void}}  left: those no longer open; a null
 *   state: nobody told how it ended
 */
export function useBoard() {
  const [state, setState] = useState({ items: null, left: new Map(), problem: null });
  const wake = useRef(() => {});

  useEffect(() => {
    const wanted = new Set();
    let rows = new Map();
    let left = new Map();
    let etag = null;
    let all = true;

    async function readAll(signal) {
      const items = [];
      const first = await call('GET', PAGE, { etag, signal, background: true });
      let page = first;
      if (first.status === 304) return false;
      items.push(...page.data.items);
      while (page.data.next) {
        const cursor = encodeURIComponent(page.data.next);
        page = await call('GET', `${PAGE}&cursor=${cursor}`,
          { signal, background: true });
        items.push(...page.data.items);
      }
      const next = merged(new Map(), [], items);
      const gone = [...rows.values()].filter((r) => !next.has(r.id));
      left = new Map([...left, ...gone.map(({ id, version }) => [id,
        { version: version + 1, state: null }])]);
      rows = next;
      etag = first.etag;
      return true;
    }
    async function readSome(ids, signal) {
      const { items } = await get(`/requests?ids=${ids.join()}`,
        { signal, background: true });
      rows = merged(rows, ids, items);
      left = new Map([...left, ...items.filter((r) => FINAL.has(r.state))
        .map(({ id, version, state }) => [id, { version, state }])]);
      return true;
    }
    async function read(signal) {
      const ids = all ? [] : [...wanted].slice(0, IDS_MAX);
      if (ids.length === 0) wanted.clear();
      for (const id of ids) wanted.delete(id);
      all = true; // should this fail
      const news = await (ids.length ? readSome(ids, signal)
        : readAll(signal));
      all = false;
      if (wanted.size) own.wake();
      setState((old) => (news || old.problem || !old.items
        ? { items: [...rows.values()].sort(byPromise), left, problem: null }
        : old));
    }
    const own = poller({
      everyMs: EVERY_MS,
      read,
      failed: (problem) => setState((old) => ({ ...old, problem })),
    });
    function changed({ kind, id, version }) {
      if (OTHERS.has(kind) || rows.get(id)?.version >= version) return;
      if (!id) all = true;
      else wanted.add(id);
      own.wake();
    }
    const unlisten = onLive(changed);
    wake.current = (id) => changed({ kind: 'request', id });
    return () => {
      unlisten();
      own.stop();
    };
  }, []);

  const refresh = useCallback((id) => wake.current(id), []);
  return { ...state, refresh };
}
