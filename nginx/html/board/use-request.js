import { call } from '../lib/api.js';
import {
  useCallback, useEffect, useLayoutEffect, useRef, useState,
} from '../lib/html.js';
import { act, isMine } from './actions.js';
import { isConflict } from './conflict.js';
import { lostClaim } from './lost-claim.js';

const HEARTBEAT_MS = 30000;

/** The newer of two readings; an answer may be overtaken by another. */
function newer(old, next) {
  return old && (!next || old.version > next.version) ? old : next;
}

/**
 * One request on the card: loaded, kept fresh, its claim kept alive.
 * @param {{id: string, given: object | null, listed: number | undefined,
 *   login: string, onChange: () => void, base?: string}} ask  given: just
 *   answered by the server; listed: its version on the board; base: the path
 *   of what is no request
 */
export function useRequest({
  id, given, listed, login, onChange, base = '/requests',
}) {
  const [known, setKnown] = useState(null);
  const request = newer(given, known);
  const [problem, setProblem] = useState(null);
  const [loading, setLoading] = useState(0);
  const [running, setRunning] = useState(null);

  const take = useCallback((next) => setKnown((old) => newer(old, next)), []);

  const load = useCallback(async ({ background = false } = {}) => {
    setLoading((n) => n + 1);
    try {
      const answer = await call('GET', `${base}/${encodeURIComponent(id)}`,
        { background });
      take(answer.data);
    } catch (error) {
      setProblem(error);
    } finally {
      setLoading((n) => n - 1);
    }
  }, [base, id, take]);

  // Before the next key comes: it waits for what is being read.
  useLayoutEffect(() => {
    if (!request || listed > request.version) {
      load({ background: Boolean(request) });
    }
  }, [load, listed]);

  /** Take the answer of an action, or explain why there is none. */
  const run = useCallback(async (action, body, options) => {
    setProblem(null);
    setRunning(action);
    try {
      const next = await act(request, action, body, { base, ...options });
      take(next);
      onChange();
      return next;
    } catch (error) {
      if (isConflict(error)) {
        setProblem(error);
        await load();
        onChange();
      }
      throw error;
    } finally {
      setRunning(null);
    }
  }, [request, take, load, onChange]);

  const mine = isMine(request, login);
  const token = request?.claim?.token;
  const held = useRef(false);
  useEffect(() => {
    const lost = held.current && !mine;
    held.current = mine;
    // Why stays in the history when it cannot be read now.
    if (lost) lostClaim(id, login, base).then((p) => p && setProblem(p), () => {});
  }, [mine, id, login]);
  useEffect(() => {
    if (!mine) return undefined;
    const timer = setInterval(() => {
      act({ id }, 'heartbeat', { token }, { base })
        .then(take, () => load({ background: true }));
    }, HEARTBEAT_MS);
    return () => clearInterval(timer);
  }, [mine, token, id, take, load]);

  const ready = Boolean(request) && loading === 0 && running === null;
  return { request, ready, running, problem, setProblem, run };
}
