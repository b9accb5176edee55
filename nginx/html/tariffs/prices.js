/** What the desk reads out of the prices it was given. */

export const PERFORMERS = ['doctor', 'nurse'];

/** The same cell of the grid: one zone, one performer. */
export function sameCell(a, b) {
  return a.zone === b.zone && a.performer === b.performer;
}

/** Whether a price stood at the moment asked about; null: now. */
function stood(x, knownAt = null) {
  if (!x.approved_at) return false;
  if (!knownAt) return !x.withdrawn_at;
  const at = Date.parse(knownAt);
  return Date.parse(x.approved_at) <= at
    && (!x.withdrawn_at || Date.parse(x.withdrawn_at) > at);
}

/** The price of ${cell} on ${day} as it is known now. */
export function priceOn(rows, cell, day) {
  return rows.filter((x) => sameCell(x, cell) && x.valid_from <= day && stood(x))
    .sort((a, b) => b.valid_from.localeCompare(a.valid_from))[0];
}

/** The prices that begin after ${day}, the next one first. */
export function comingAfter(rows, day, knownAt = null) {
  return rows.filter((x) => x.valid_from > day && stood(x, knownAt))
    .sort((a, b) => a.valid_from.localeCompare(b.valid_from));
}

/** A price that is perhaps a slip of the finger: the server asks too. */
export function oddness(kopecks, current) {
  if (!kopecks) return null;
  if (current && (kopecks > current.amount * 3
    || kopecks * 3 < current.amount)) return 'unusual';
  return kopecks % 100 ? 'kopecks' : null;
}
