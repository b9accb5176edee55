/** Which rows of a long list are on the page: those in sight, and one more. */

const OVERSCAN = 5;
const STEP = 4; // rows the view moves before others are drawn

/** First and last+1 of ${count} rows in sight of ${height} px at ${top}. */
export function inSight({ count, top, height, row }) {
  const first = Math.floor(top / row / STEP) * STEP - OVERSCAN;
  const last = Math.ceil((top + height) / row / STEP) * STEP + OVERSCAN;
  return { first: Math.max(0, Math.min(first, count)),
    last: Math.min(count, Math.max(last, 0)) };
}

/**
 * What to draw: rows by index, and gaps as numbers of rows between them.  The
 * row ${kept} is always there: it may have the focus.
 * @returns {({at: number} | {gap: number, before: number})[]}
 */
export function pieces({ count, first, last, kept }) {
  const drawn = [];
  for (let i = first; i < last; i += 1) drawn.push(i);
  if (kept >= 0 && kept < first) drawn.unshift(kept);
  if (kept >= last && kept < count) drawn.push(kept);
  const out = [];
  let next = 0;
  for (const at of drawn) {
    if (at > next) out.push({ gap: at - next, before: at });
    out.push({ at });
    next = at + 1;
  }
  if (count > next) out.push({ gap: count - next, before: count });
  return out;
}
