import { get } from '../lib/api.js';
import { useCallback, useEffect, useRef, useState } from '../lib/html.js';
import { onLive } from '../lib/live.js';
import { poller } from '../lib/poller.js';

const EVERY_MS = 5000; // without the stream

/**
 * The visits of ${day} as committed, read again when something changes.
 * @returns {{data: object | null, problem: Error | null,
 *   refresh: () => void}}  data: of ${day} alone
 */
export function useVisits(day) {
  const [state, setState] = useState({ data: null, problem: null });
  const wake = useRef(() => {});
  useEffect(() => {
    const own = poller({
      everyMs: EVERY_MS,
      read: async (signal) => {
        const data = await get(`/visits?day=${day}`,
          { signal, background: true });
        setState({ data, problem: null });
      },
      failed: (problem) => setState((old) => ({ ...old, problem })),
    });
    wake.current = own.wake;
    const unlisten = onLive(() => own.wake());
    return () => {
      unlisten();
      own.stop();
    };
  }, [day]);
  const refresh = useCallback(() => wake.current(), []);
  const { data, problem } = state;
  return { data: data?.day === day ? data : null, problem, refresh };
}

/** The requests a medic's illness left in ${login}'s hands. */
export function useLeft(refreshKey) {
  const [left, setLeft] = useState([]);
  useEffect(() => {
    const own = poller({
      everyMs: EVERY_MS,
      read: async (signal) => {
        const page = await get('/requests?mine=1&state=claimed&limit=200',
          { signal, background: true });
        setLeft(page.items.filter((r) => r.flags.includes('medic_ill')));
      },
      failed: () => {},
    });
    const unlisten = onLive(() => own.wake());
    return () => {
      unlisten();
      own.stop();
    };
  }, [refreshKey]);
  return left;
}
