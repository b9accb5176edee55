import { get, query } from '../lib/api.js';
import { useCell } from '../lib/cell.js';
import { useLayoutEffect, useRef, useState } from '../lib/html.js';
import { tidyText, withoutHidden } from '../lib/text.js';
import { isCombined } from './answer.js';
import { draft } from './draft.js';
import { optionsOf, preselect } from './lookup-options.js';

const LIMIT = 8;
const LONGEST = 200; // more is no question, and the server takes no more
const EMPTY = {
  query: '', options: [], selected: -1, line: null, problem: null,
};

const asked = (text) => tidyText(withoutHidden(text));

/**
 * Look ${text} up with every key; the latest answer wins.
 * @param {string} text
 * @param {{only?: string, rest?: string}} [how]  only: a kind, others are left
 *   out; rest: a text nothing is added for without a choice
 * @returns its line is the answer to all of ${text} when it asks for several
 *   things
 */
export function useLookup(text, { only, rest } = {}) {
  const [state, setState] = useState(EMPTY);
  const place = useCell(draft).place?.code;
  const q = asked(text);
  // Asked before the key is painted: the answer comes with the next frame.
  useLayoutEffect(() => {
    if (!q) {
      setState(EMPTY);
      return undefined;
    }
    if (q.length > LONGEST) {
      setState({ ...EMPTY, query: q, problem: 'lookup.too_long' });
      return undefined;
    }
    const stop = new AbortController();
    const ask = query({ q, limit: LIMIT, place });
    get(`/lookup${ask}`, { signal: stop.signal }).then(
      (body) => {
        const line = !only && body.answer && isCombined(body.answer)
          ? body.answer : null;
        const answer = { ...body, query: q, line };
        const options = optionsOf(answer)
          .filter((o) => !only || o.kind === only);
        setState({
          query: q, options, line,
          selected: preselect(answer, options, q === rest),
          ambiguous: answer.places_ambiguous, problem: null,
        });
      },
      () => {
        if (stop.signal.aborted) return;
        setState({ ...EMPTY, query: q, problem: 'lookup.failed' });
      },
    );
    return () => stop.abort();
  }, [q, only, place]);
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
  const typed = asked(text);
  useLayoutEffect(() => {
    const waited = wanted.current === answered && answered === typed;
    wanted.current = null;
    if (answered && waited) pick(options[selected]);
  }, [answered]);
  return () => {
    if (answered === typed) pick(options[selected]);
    else wanted.current = typed;
  };
}
