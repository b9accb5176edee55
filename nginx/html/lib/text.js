/** Texts as people type and paste them; rules/text.c has the same rule. */

// What turns the writing round, controls, halves of characters: nobody sees
// them, and they show a text as it is not.
const HIDDEN
  = /[\p{Cs}\u061c\u200f\u202b\u202e\u2067]|(?![\t-\r\u0085])\p{Cc}/gu;
// Format characters that change nothing we need.
const IDLE = /(?![\u061c\u200c\u200d\u200f\u202b\u202e\u2067])\p{Cf}/gu;
const SPACES = /[\t-\r\u0085\p{Z}]+/gu;
// Joiners belong to words of other scripts.
const STRAY_JOINERS = /(^|[\0-\u052f])[\u200c\u200d]+/gu;

/**
 * As it will be stored: composed, spaces folded, trimmed; and composed again,
 * for what stood apart before.
 */
export function tidyText(text) {
  return text.normalize('NFC').replace(IDLE, '').replace(SPACES, ' ')
    .replace(STRAY_JOINERS, '$1').trim().normalize('NFC');
}

/** Whether the server would refuse ${text} for what nobody can see in it. */
export function hasHidden(text) {
  return text.search(HIDDEN) >= 0;
}

export function withoutHidden(text) {
  return text.replace(HIDDEN, '');
}

/** Characters, as the server counts them. */
export function textLength(text) {
  return [...text].length;
}
