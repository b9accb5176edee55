import { parsePhone } from '../lib/phone.js';
import { textsOf } from './answer.js';

/** A query that cannot be the name of a service: a card or request number. */
const NUMBER = /^[\d\s()+.\u2010-\u2015-]+$/;

const free = (text) => ({ kind: 'free', text });

/** What may go into the visit in the caller's words. */
function wordsOf({ query, verdict, line }) {
  if (line) return [...textsOf(line.parts.filter((p) => !p.hit)), ...line.left];
  const decided = verdict && verdict !== 'unknown';
  return decided || NUMBER.test(query) ? [] : [query];
}

/** Of a line that is clear others of the like are no choice. */
function choicesOf({ items, line }) {
  if (!line) return items;
  const vague = line.parts.some((p) => !p.hit);
  return items.filter(({ kind, code }) => (kind === 'service'
    ? vague || line.parts.some((p) => p.hit.code === code)
    : !line.place || line.place.code === code));
}

/**
 * The options of an answer.  What the server did not decide may be posted in
 * the caller's words, but only as the last choice; a phone may be written down.
 */
export function optionsOf(answer) {
  const phone = parsePhone(answer.query);
  return [
    ...choicesOf(answer),
    ...wordsOf(answer).map(free),
    ...phone ? [{ kind: 'phone', phone }] : [],
  ];
}

/**
 * Where Enter would go: nowhere when the operator must ask or pick.
 * @param {boolean} [resting]  the query is what an answered line left over
 */
export function preselect(answer, options, resting) {
  const [first, second] = options;
  if (!first || answer.line) return -1;
  if (first.kind === 'service') {
    return answer.verdict && answer.verdict !== 'unknown' ? 0 : -1;
  }
  if (first.kind === 'place') {
    return answer.places_ambiguous || first.ambiguous ? -1 : 0;
  }
  // Families share a phone.
  if (first.kind === 'patient' && second?.kind === 'patient') return -1;
  return first.kind === 'free' && resting ? -1 : 0;
}
