import { Away, call } from './api.js';
import { useCallback, useEffect, useRef, useState } from './html.js';

const LONGEST_MS = 30000;
const HIDDEN_FACTOR = 5;

/**
 * GET ${path} every ${everyMs} with If-None-Match, slower while the server is
 * away or nobody looks.
 * @returns {{data: any, problem: Error | null, refresh: () => void}}
 */
export function usePoll(path, everyMs) {
  const [state, setState] = useState({ data: null, problem: null });
  const wake = useRef(() => {});

  useEffect(() => {
    const stop = new AbortController();
    let timer = 0;
    let etag = null;
    let wait = everyMs;
    let running = false;
    let wanted = false;

    async function round() {
      clearTimeout(timer);
      if (running) {
        wanted = true;
        return;
      }
      running = true;
      try {
        const answer = await call('GET', path, { etag, signal: stop.signal });
        wait = everyMs;
        etag = answer.etag;
        setState((old) => (answer.status === 304
          ? (old.problem ? { ...old, problem: null } : old)
          : { data: answer.data, problem: null }));
      } catch (problem) {
        if (stop.signal.aborted) return;
        wait = problem instanceof Away
          ? Math.min(wait * 2, LONGEST_MS) : LONGEST_MS;
        setState((old) => ({ ...old, problem }));
      } finally {
        running = false;
      }
      if (wanted) {
        wanted = false;
        round();
        return;
      }
      timer = setTimeout(round, document.hidden ? wait * HIDDEN_FACTOR : wait);
    }

    const seen = () => !document.hidden && round();
    wake.current = round;
    document.addEventListener('visibilitychange', seen);
    round();
    return () => {
      stop.abort();
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [path, everyMs]);

  const refresh = useCallback(() => wake.current(), []);
  return { ...state, refresh };
}
