/**
 * What a report is asked: days, and by what they are told apart; as an address
 * "/reports/month/zone" or "/reports/2026-01-01/2026-03-31/time".
 * @typedef {{name: 'today' | 'week' | 'month' | 'own', from: string,
 *   to: string, view: 'time' | 'zone' | 'performer'}} Ask
 */

const DAY_MS = 24 * 60 * 60 * 1000;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** Days of a period that ends today. */
const DAYS = { today: 1, week: 7, month: 30 };

export const PERIODS = [...Object.keys(DAYS), 'own'];
export const VIEWS = ['time', 'zone', 'performer'];

const BY_DAY_MAX = 62;
const BY_WEEK_MAX = 400;

export function addDays(date, n) {
  return new Date(Date.parse(date) + n * DAY_MS).toISOString().slice(0, 10);
}

export function daysOf({ from, to }) {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

/** The period named ${name} that ends today; "own": as ${ask} has it. */
export function periodOf(name, today, ask) {
  if (name === 'own') return { ...ask, name };
  return { ...ask, name, from: addDays(today, 1 - DAYS[name]), to: today };
}

/** As many days earlier or later, never beyond ${today}. */
export function movedBy(ask, sign, today) {
  const days = daysOf(ask);
  const to = addDays(ask.to, sign * days);
  const end = to > today ? today : to;
  const name = PERIODS.find((p) => end === today && DAYS[p] === days) ?? 'own';
  return { ...ask, name, from: addDays(end, 1 - days), to: end };
}

/** @returns {Ask} of the parts of an address; a week by time at first. */
export function askOf(parts, today) {
  const dates = DATE.test(parts[0] ?? '') && DATE.test(parts[1] ?? '');
  const view = VIEWS.find((v) => v === parts[dates ? 2 : 1]) ?? 'time';
  if (dates) return { name: 'own', from: parts[0], to: parts[1], view };
  const name = parts[0] in DAYS ? parts[0] : 'week';
  return periodOf(name, today, { view });
}

export function partsOf({ name, from, to, view }) {
  return name === 'own' ? [from, to, view] : [name, view];
}

/** What groups of the API show ${ask}: the longer it is, the coarser. */
export function groupingOf(ask) {
  if (ask.view !== 'time') return ask.view;
  const days = daysOf(ask);
  if (days <= BY_DAY_MAX) return 'day';
  return days <= BY_WEEK_MAX ? 'week' : 'month';
}
