import { get } from '../lib/api.js';
import { useState } from '../lib/html.js';
import { usePoll } from '../lib/poll.js';
import { act } from '../board/actions.js';
import { isConflict } from '../board/conflict.js';

const EVERY_MS = 5000;

/**
 * One request as it is now, and a way to act on it.
 * @returns {{request: object | null, problem: Error | null, run: Function}}
 */
export function usePeek(id, onChange) {
  const path = `/requests/${encodeURIComponent(id)}`;
  const { data, problem } = usePoll(path, EVERY_MS);
  const [own, setOwn] = useState(null); // newer than the poll knows
  const request = own && own.version >= (data?.version ?? 0) ? own : data;

  async function run(action, body, options) {
    try {
      const next = await act(request, action, body, options);
      setOwn(next);
      onChange();
      return next;
    } catch (error) {
      if (isConflict(error)) setOwn(await get(path));
      throw error;
    }
  }
  return { request, problem, run };
}
