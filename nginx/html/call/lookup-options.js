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
