import { call } from '../lib/api.js';
import { useCallback, useEffect, useState } from '../lib/html.js';
import { act, isMine } from './actions.js';
import { isConflict } from './conflict.js';

const HEARTBEAT_MS = 60000;

/**
 * One request on the card: loaded, kept fresh, its claim kept alive.
 * @param {{id: string, given: object | null, listed: number | undefined,
 *   login: string, onChange: () => void}} ask  given: just answered by the
 *   server; listed: its version on the board
 */
export function useRequest({ id, given, listed, login, onChange }) {
  const [request, setRequest] = useState(given);
  const [problem, setProblem] = useState(null);

  const load = useCallback(async () => {
    try {
      const answer = await call('GET', `/requests/${encodeURIComponent(id)}`);
      setRequest(answer.data);
    } catch (error) {
      setProblem(error);
    }
  }, [id]);

  useEffect(() => {
    if (!request || listed > request.version) load();
  }, [load, listed]);

  /** Take the answer of an action, or explain why there is none. */
  const run = useCallback(async (action, body, options) => {
    setProblem(null);
    try {
      const next = await act(request, action, body, options);
      setRequest(next);
      onChange();
      return next;
    } catch (error) {
      if (isConflict(error)) {
        setProblem(error);
        await load();
        onChange();
      }
      throw error;
    }
  }, [request, load, onChange]);

  // A claim lost meanwhile shows when the board brings the new version.
  const mine = isMine(request, login);
  const token = request?.claim?.token;
  useEffect(() => {
    if (!mine) return undefined;
    const timer = setInterval(() => {
      act({ id }, 'heartbeat', { token }).then(setRequest, load);
    }, HEARTBEAT_MS);
    return () => clearInterval(timer);
  }, [mine, token, id, load]);

  return { request, problem, setProblem, run };
}
