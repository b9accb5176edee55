/** Phrases never to say in a situation, looked for in what is to be said. */

function fold(text) {
  return text.toLowerCase().replaceAll('ё', 'е').replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/**
 * @param {string[]} phrases
 * @param {string} text
 * @returns {string[]} those ${text} holds, however they are written
 */
export function heldPhrases(phrases, text) {
  const all = ` ${fold(text)} `;
  return phrases.filter((p) => fold(p) && all.includes(` ${fold(p)} `));
}
