/** Birth dates as operators type them. */
import { tidyText } from './text.js';

const AGE_MAX = 130;

function made(year, month, day) {
  const at = new Date(Date.UTC(year, month - 1, day));
  at.setUTCFullYear(year);
  const real = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return real ? at.toISOString().slice(0, 10) : null;
}

function split(text) {
  let m = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  if (m) return [m[1], m[2], m[3]];
  m = /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(text);
  if (!m) m = /^(\d{1,2})[.,/\-\s]+(\d{1,2})[.,/\-\s]+(\d{2,4})$/.exec(text);
  return m ? [m[3], m[2], m[1]] : null;
}

/**
 * Read "1.2.1950", "01021950", "01/02/1950" or ISO.
 * @param {string} text  as typed
 * @param {string} today  YYYY-MM-DD, the clinic's day
 * @returns {{iso: string} | {error: 'unreadable' | 'year' | 'no_such_day' |
 *   'future' | 'too_old'}}
 */
export function parseBirthDate(text, today) {
  const parts = split(tidyText(text).replace(/\s*г\.?$/, ''));
  if (!parts) return { error: 'unreadable' };
  if (parts[0].length !== 4) return { error: 'year' };
  const iso = made(...parts.map(Number));
  if (!iso) return { error: 'no_such_day' };
  if (iso > today) return { error: 'future' };
  if (ageOn(iso, today) > AGE_MAX) return { error: 'too_old' };
  return { iso };
}

/** Whole years on the day ${on}; both YYYY-MM-DD. */
export function ageOn(birth, on) {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** Whole months on the day ${on}; both YYYY-MM-DD. */
export function monthsOn(birth, on) {
  const months = (iso) => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7));
  return months(on) - months(birth) - (on.slice(8) < birth.slice(8) ? 1 : 0);
}

/** "31.01.1980" of ISO: how the field shows it. */
export function showBirthDate(iso) {
  const m = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso ?? '');
  return m ? `${m[3]}.${m[2]}.${m[1]}` : '';
}
