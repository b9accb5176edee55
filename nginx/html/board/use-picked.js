import { useMemo, useState } from '../lib/html.js';

/**
 * Rows picked for one act on all of them; those that left the list are not
 * picked any more.
 * @param {object[]} shown
 */
export function usePicked(shown) {
  const [ids, setIds] = useState(new Set());
  const rows = useMemo(() => shown.filter((r) => ids.has(r.id)), [shown, ids]);

  return {
    rows,
    has: (id) => ids.has(id),
    toggle: (id) => setIds((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    }),
    add: (...more) => setIds((old) => new Set([...old, ...more])),
    all: () => setIds(new Set(shown.map((r) => r.id))),
    only: (kept) => setIds(new Set(kept)),
    none: () => setIds(new Set()),
  };
}
