import { get, query } from '../lib/api.js';
import { useEffect, useState } from '../lib/html.js';

const DEBOUNCE_MS = 30;
const LIMIT = 8;
const EMPTY = { query: '', options: [], selected: -1, problem: null };

/** A query that cannot be the name of a service: a card or request number. */
const NUMBER = /^[\d\s-]+$/;

/**
 * The options of an answer.  What the server did not decide may be posted in
 * the caller's words, but only as the last choice.
 */
export function optionsOf(answer) {
  const options = [...answer.items];
  const decided = answer.verdict && answer.verdict !== 'unknown';
  if (!decided && !NUMBER.test(answer.query)) {
    options.push({ kind: 'free', text: answer.query.trim() });
  }
  return options;
}

/** Where Enter would go: nowhere when the operator must ask or pick. */
export function preselect(answer, options) {
  const first = options[0];
  if (!first) return -1;
  if (first.kind === 'service') {
    return answer.verdict && answer.verdict !== 'unknown' ? 0 : -1;
  }
  if (first.kind === 'place') {
    return answer.places_ambiguous || first.ambiguous ? -1 : 0;
  }
  return 0;
}

/**
 * Look ${text} up while it is typed; the latest answer wins.
 * @param {string} text
 * @param {string} [only]  a kind; others are left out
 */
export function useLookup(text, only) {
  const [state, setState] = useState(EMPTY);
  useEffect(() => {
    const q = text.trim();
    if (!q) {
      setState(EMPTY);
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await get(`/lookup${query({ q, limit: LIMIT })}`,
          { signal: stop.signal });
        const options = optionsOf({ ...answer, query: q })
          .filter((o) => !only || o.kind === only);
        setState({
          query: q, options, selected: preselect(answer, options),
          ambiguous: answer.places_ambiguous, problem: null,
        });
      } catch (problem) {
        if (!stop.signal.aborted) setState({ ...EMPTY, query: q, problem });
      }
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, only]);
  const select = (selected) => setState((old) => ({ ...old, selected }));
  return { ...state, select };
}
