import { parseBirthDate } from '../lib/birth-date.js';
import { hasText, t } from '../lib/i18n.js';
import { parsePhone } from '../lib/phone.js';

/** The rules of GET /form, by which server and screen agree. */

function applies(when, who) {
  if (when === 'always') return true;
  if (when === 'first_time') return !who.known;
  if (when === 'repeat') return who.known;
  return when === 'minor' && who.minor;
}

/** @param {{known: boolean, minor: boolean}} who */
export function isRequired(fields, pointer, who) {
  return fields.some((f) => f.pointer === pointer && applies(f.when, who));
}

export function maxLength(fields, pointer) {
  return fields.find((f) => f.pointer === pointer)?.max_length || undefined;
}

function valueAt(body, pointer) {
  return pointer.split('/').slice(1)
    .reduce((value, name) => value?.[name], body);
}

function isMissing(value) {
  if (value === undefined || value === null || value === false) return true;
  if (typeof value === 'object') return Object.keys(value).length === 0;
  return value === '';
}

// A pattern only PCRE2 understands is left to the server.
function mismatches(pattern, text) {
  try {
    return !new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
}

function textOf(code) {
  return hasText(`error.${code}`) ? t(`error.${code}`) : t('error.invalid');
}

function missingText(pointer) {
  const key = `missing${pointer.replaceAll('/', '.')}`;
  return hasText(key) ? t(key) : t('error.required');
}

// "Representative" needs no error of its own when its name has one.
function hasRequiredParts(fields, field, who) {
  return fields.some((f) => f.pointer.startsWith(`${field.pointer}/`)
    && applies(f.when, who));
}

/** What only the typed text shows: a date or a phone nobody can read. */
export function checkTyped(d, today) {
  const errors = {};
  const birth = d.patient.birth.trim();
  if (birth) {
    const { error } = parseBirthDate(birth, today);
    if (error) errors['/patient/birth_date'] = t(`birth.${error}`);
  }
  const phones = {
    '/patient/phone': d.patient.phone,
    '/caller/phone': d.hasCaller ? d.caller.phone : '',
    '/legal_representative/phone': d.representative.phone,
  };
  for (const [pointer, phone] of Object.entries(phones)) {
    if (phone.trim() && !parsePhone(phone)) {
      errors[pointer] = t('error.phone_invalid');
    }
  }
  return errors;
}

/**
 * What can be said before the server is asked.
 * @param {import('../lib/types.js').FormField[]} fields
 * @returns {Record<string, string>}  pointer → text
 */
export function checkBody(fields, body, who) {
  const errors = {};
  for (const field of fields) {
    const value = valueAt(body, field.pointer);
    if (isMissing(value)) {
      if (applies(field.when, who) && !hasRequiredParts(fields, field, who)) {
        errors[field.pointer] = missingText(field.pointer);
      }
    } else if (typeof value === 'string' && field.pattern
        && mismatches(field.pattern, value)) {
      errors[field.pointer] = textOf(field.code);
    }
  }
  return errors;
}
