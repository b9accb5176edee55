/** The answer to a typed line: what is taken from it, and what stays open. */

const TAKEN = new Set(['allowed', 'ask_dispatcher']);

/** A line that asks for more than one thing. */
export function isCombined({ place_text: place, parts, left }) {
  return parts.length + (place ? 1 : 0) + (left.length ? 1 : 0) > 1;
}

/** The parts of a verdict, each service once. */
function partsOf(answer, wanted) {
  return answer.parts.filter(({ verdict, hit }, i) => wanted(verdict)
    && (!hit || answer.parts.findIndex((p) => p.hit?.code === hit.code) === i));
}

export const textsOf = (parts) => parts.map((p) => p.text);

/**
 * What Enter makes of the line: what goes into the call at once, what must be
 * asked, what is refused, and the words that stay to be cleared up.
 * @param {import('../lib/types.js').LookupAnswer} answer
 */
export function planOf(answer) {
  const vague = textsOf(partsOf(answer, (v) => v === null));
  const place = answer.place ? [] : [answer.place_text];
  return {
    place: answer.place,
    taken: partsOf(answer, (v) => TAKEN.has(v)),
    questions: partsOf(answer, (v) => v === 'conditional'),
    refused: partsOf(answer, (v) => v === 'not_allowed'),
    rest: [...vague, ...place, ...answer.left].filter(Boolean),
  };
}

/** What follows from the answer to the condition of a service. */
export function consequenceOf(hit, met) {
  return hit.answers.find((a) => a.answer === (met ? 'yes' : 'no'));
}

/** Whether Enter would do anything. */
export function isDecided(answer) {
  return Boolean(answer.place) || answer.parts.some((p) => p.hit);
}
