/** Names as operators type them; rules/person.c has the same rule. */

const LATIN = /[A-Za-zÀ-ÖØ-öø-ɏ]/u;
const CYRILLIC = /[Ѐ-ԯ]/u;
const WORD = /[\p{L}\p{M}]+/gu;

/** Latin letters nobody can tell from Cyrillic ones. */
const TWINS = new Map([...'ABCEHKMOPTXYËaceikopxyëï'].map((c, i) => [
  c, [...'АВСЕНКМОРТХУЁасеікорхуёї'][i],
]));

/**
 * ${name} with Latin letters that slipped into Cyrillic words put right.
 * @returns {{text: string, mixed: boolean}}  mixed: a word is still of both
 */
export function tidyName(name) {
  let mixed = false;
  const text = name.replace(WORD, (word) => {
    if (!CYRILLIC.test(word) || !LATIN.test(word)) return word;
    const right = [...word].map((c) => TWINS.get(c) ?? c).join('');
    mixed ||= LATIN.test(right);
    return right;
  });
  return { text, mixed };
}
