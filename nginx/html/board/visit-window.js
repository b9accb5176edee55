/** A visit against its window. */

const MINUTE_MS = 60000;
const SOON_MS = 30 * MINUTE_MS;

const UNDER_WAY = new Set(['scheduled', 'en_route']);

const VISITED = new Set(['on_site', 'done', 'not_done', 'closed']);

/** Whether what counts for ${request} is its visit, not the promise to call. */
export function planned({ state, visit }) {
  return Boolean(visit) && (UNDER_WAY.has(state) || VISITED.has(state));
}

function span(is, ms) {
  return { is, minutes: Math.max(1, Math.round(Math.abs(ms) / MINUTE_MS)) };
}

/**
 * "late": by how much the medic missed the window, or does by now; "now": the
 * window is open and nobody there, and for how long yet; "soon": it opens
 * within half an hour and nobody has left.
 * @param {{state: string, visit: object | null}} request
 * @param {number} now  UTC milliseconds
 * @returns {{is: 'late' | 'now' | 'soon', minutes: number} | null}
 */
export function latenessOf({ state, visit }, now) {
  if (!visit) return null;
  const [from, to] = [visit.window_start, visit.window_end].map(Date.parse);
  if (visit.arrived_at) {
    const missed = Date.parse(visit.arrived_at) - to;
    return missed > 0 ? span('late', missed) : null;
  }
  if (!UNDER_WAY.has(state)) return null;
  if (now > to) return span('late', now - to);
  if (now >= from) return span('now', to - now);
  return state === 'scheduled' && from - now <= SOON_MS
    ? span('soon', from - now) : null;
}
