/** Phones as operators type them; rules/person.c has the same rule. */
import { tidyText } from './text.js';

// Spaces, dashes, brackets, also as pasted from documents.
const SEPARATORS = /[ ().\-\u2010-\u2014\u2212]/gu;

/**
 * E.164 of ${text}: ten digits, or eleven from 8 or 7, are Russian; others
 * need + or 00 and 8 to 15 digits.  null when it is none of these.
 */
export function parsePhone(text) {
  const m = /^(\+?)(\d+)$/.exec(tidyText(text).replace(SEPARATORS, ''));
  if (!m) return null;
  const [, plus, digits] = m;
  if (plus) return international(digits);
  if (/^00./.test(digits)) return international(digits.slice(2));
  // A national number of another country starts with 0, ours never.
  if (/^[1-9]\d{9}$/.test(digits)) return international(`7${digits}`);
  return /^[78]\d{10}$/.test(digits) ? international(`7${digits.slice(1)}`)
    : null;
}

function international(digits) {
  if (digits.startsWith('7') && digits.length !== 11) return null;
  return /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : null;
}

/** "+7 812 555-01-02": for reading aloud. */
export function showPhone(e164) {
  const m = /^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/.exec(e164 ?? '');
  return m ? `+7 ${m[1]} ${m[2]}-${m[3]}-${m[4]}` : e164 ?? '';
}
