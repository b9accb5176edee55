import { tidyName } from './person-name.js';
import { parsePhone } from './phone.js';
import { hasHidden, textLength, tidyText } from './text.js';

/**
 * The rules of GET /form, by which server and screen agree.
 * @typedef {{code: string, n?: number, max?: number}} Wrong  of the server's
 *   codes; n, max: characters
 */

/**
 * Whose form it is; with a card alone nobody knows yet whether the patient
 * is a new one.
 * @param {{known: boolean, minor: boolean, card: string, birth: string}} who
 */
function applies(when, who) {
  if (when === 'always') return true;
  if (when === 'first_time') return !who.known && (!who.card || who.birth);
  if (when === 'repeat') return who.known;
  return when === 'minor' && who.minor;
}

export function isRequired(fields, pointer, who) {
  return fields.some((f) => f.pointer === pointer && applies(f.when, who));
}

/** Whether ${pattern}, in which * is any one name, means ${pointer}. */
function covers(pattern, pointer) {
  const [wanted, given] = [pattern.split('/'), pointer.split('/')];
  return wanted.length === given.length
    && wanted.every((part, i) => part === '*' || part === given[i]);
}

export function ruleOf(fields, pointer) {
  return fields.find((f) => covers(f.pointer, pointer));
}

// A pattern only PCRE2 understands is left to the server.
function mismatches(pattern, text) {
  try {
    return !new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
}

/**
 * What cannot wait for the end of typing: hidden characters, the length.
 * @returns {Wrong | null}
 */
export function typingError(field, text) {
  if (!field || !text) return null;
  if (hasHidden(text)) return { code: 'hidden_character' };
  const max = field.max_length;
  // Counted only when it can matter.
  if (!max || text.length <= max) return null;
  const n = textLength(tidyText(text));
  return n > max ? { code: 'too_long', n, max } : null;
}

/** @returns {Wrong | null} */
export function textError(field, text) {
  const typing = typingError(field, text);
  if (typing) return typing;
  const { code, pattern } = field;
  if (pattern && mismatches(pattern, text)) return { code };
  if (code === 'name_invalid' && tidyName(text).mixed) {
    return { code: 'name_mixed' };
  }
  return code === 'phone_invalid' && !parsePhone(text) ? { code } : null;
}

/** The values of ${body} at a pointer with *, each with its own pointer. */
function valuesAt(body, pattern) {
  let found = [['', body]];
  for (const part of pattern.split('/').slice(1)) {
    found = found.flatMap(([at, value]) => (part === '*'
      ? Object.entries(value ?? {}).map(([k, v]) => [`${at}/${k}`, v])
      : [[`${at}/${part}`, value?.[part]]]));
  }
  return found;
}

function isMissing(value) {
  if (value === undefined || value === null || value === false) return true;
  if (typeof value === 'object') return Object.keys(value).length === 0;
  return value === '';
}

// "Representative" needs no error of its own when its name has one.
function hasRequiredParts(fields, field, who) {
  return fields.some((f) => f.pointer.startsWith(`${field.pointer}/`)
    && applies(f.when, who));
}

/**
 * What can be said before the server is asked.
 * @param {import('./types.js').FormField[]} fields
 * @returns {Record<string, Wrong>}  by pointer
 */
export function checkBody(fields, body, who) {
  const errors = {};
  for (const field of fields) {
    const required = applies(field.when, who)
      && !hasRequiredParts(fields, field, who);
    for (const [pointer, value] of valuesAt(body, field.pointer)) {
      const wrong = typeof value === 'string' ? textError(field, value) : null;
      if (wrong) errors[pointer] = wrong;
      else if (required && isMissing(value)) {
        errors[pointer] = { code: 'required' };
      }
    }
  }
  return errors;
}
