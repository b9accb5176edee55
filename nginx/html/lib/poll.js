import { call } from './api.js';
import { useCallback, useEffect, useRef, useState } from './html.js';
import { onLive } from './live.js';
import { poller } from './poller.js';

/**
 * GET ${path} when something of ${kind} changed: told by the stream, else by
 * asking every
 * ${everyMs} with If-None-Match.  No work of a person: renews no session.
 * @returns {{data: any, problem: Error | null, refresh: () => void}}
 */
export function usePoll(path, everyMs, kind = 'request') {
  const [state, setState] = useState({ data: null, problem: null });
  const wake = useRef(() => {});

  useEffect(() => {
    let etag = null;
    const own = poller({
      everyMs,
      async read(signal) {
        const answer = await call('GET', path, { etag, signal, background: true });
        etag = answer.etag;
        setState((old) => (answer.status === 304
          ? (old.problem ? { ...old, problem: null } : old)
          : { data: answer.data, problem: null }));
      },
      failed: (problem) => setState((old) => ({ ...old, problem })),
    });
    const unlisten = onLive((change) => (change.kind === kind
      || change.kind === 'reset') && own.wake());
    wake.current = own.wake;
    return () => {
      unlisten();
      own.stop();
    };
  }, [path, everyMs, kind]);

  const refresh = useCallback(() => wake.current(), []);
  return { ...state, refresh };
}
