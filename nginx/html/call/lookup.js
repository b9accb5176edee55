import { get, query } from '../lib/api.js';
import { useEffect, useRef, useState } from '../lib/html.js';
import { optionsOf, preselect } from './lookup-options.js';

const DEBOUNCE_MS = 30;
const LIMIT = 8;
const EMPTY = { query: '', options: [], selected: -1, problem: null };

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

/**
 * What Enter does: ${pick} the selected option.  An answer to an older text
 * must not be taken for this one: then the pick waits for its own, unless more
 * is typed.
 */
export function useEnter({ query: answered, options, selected }, text, pick) {
  const wanted = useRef(null);
  const typed = text.trim();
  useEffect(() => {
    const waited = wanted.current === answered && answered === typed;
    wanted.current = null;
    if (answered && waited) pick(options[selected]);
  }, [answered]);
  return () => {
    if (answered === typed) pick(options[selected]);
    else wanted.current = typed;
  };
}
