import { call, get } from '../lib/api.js';
import { useCallback, useEffect, useRef, useState } from '../lib/html.js';
import { onLive } from '../lib/live.js';
import { poller } from '../lib/poller.js';

const EVERY_MS = 2000; // without the stream
const PAGE = '/requests?limit=200';
const IDS_MAX = 50;
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
 *   refresh: (id?: string) => void}}
 */
export function useBoard() {
  const [state, setState] = useState({ items: null, problem: null });
  const wake = useRef(() => {});

  useEffect(() => {
    const wanted = new Set();
    let rows = new Map();
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
      rows = merged(new Map(), [], items);
      etag = first.etag;
      return true;
    }
    async function readSome(ids, signal) {
      const { items } = await get(`/requests?ids=${ids.join()}`,
        { signal, background: true });
      rows = merged(rows, ids, items);
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
        ? { items: [...rows.values()].sort(byPromise), problem: null } : old));
    }
    const own = poller({
      everyMs: EVERY_MS,
      read,
      failed: (problem) => setState((old) => ({ ...old, problem })),
    });
    function changed({ kind, id, version }) {
      if (kind === 'rulebook' || kind === 'task' || rows.get(id)?.version >= version) return;
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
