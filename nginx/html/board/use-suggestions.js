import { get, query } from '../lib/api.js';
import { useEffect, useState } from '../lib/html.js';

/**
 * Who could go to ${request} on ${day}; null: the first day with room.
 * @returns {{found: {day: string, items: object[], others: object[]} | null,
 *   problem: Error | null, retry: () => void}}  found is that of the last day
 *   that answered
 */
export function useSuggestions(request, day) {
  const [state, setState] = useState({ found: null, problem: null });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    get(`/medics/suggest${query({ request: request.id, day })}`,
      { signal: stop.signal }).then(
      (found) => setState({ found, problem: null }),
      (problem) => stop.signal.aborted
        || setState((old) => ({ ...old, problem })),
    );
    return () => stop.abort();
  }, [request.id, day, tries]);
  return { ...state, retry: () => setTries(tries + 1) };
}
