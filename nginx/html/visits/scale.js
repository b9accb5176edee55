/** Where a moment stands on the line of a day. */

const HOUR_MS = 60 * 60 * 1000;
const FROM_H = 8;
const TO_H = 22;

const at = (iso) => Date.parse(iso);

/** Moments of shifts and visits that must be on the line. */
function ends(medics, items) {
  return [
    ...medics.flatMap((m) => m.shifts).flatMap((s) => [at(s.start), at(s.end)]),
    ...items.flatMap(({ request: { visit } }) => [at(visit.window_start),
      at(visit.window_end)]),
  ];
}

/**
 * The hours to show: the usual ones, and whatever is worked besides.
 * @param {number} midnight  the beginning of the day, ms
 * @returns {{from: number, to: number, hours: number[]}}  whole hours, ms
 */
export function scaleOf(midnight, medics, items) {
  const all = ends(medics, items);
  const from = Math.min(midnight + FROM_H * HOUR_MS, ...all);
  const to = Math.max(midnight + TO_H * HOUR_MS, ...all);
  const first = Math.floor((from - midnight) / HOUR_MS);
  const last = Math.ceil((to - midnight) / HOUR_MS);
  return {
    from: midnight + first * HOUR_MS,
    to: midnight + last * HOUR_MS,
    hours: Array.from({ length: last - first },
      (_, i) => midnight + (first + i) * HOUR_MS),
  };
}

const percent = (n) => `${Math.round(n * 10000) / 100}%`;

/** Left edge and width of a span on the line, cut to what is shown. */
export function spanOn(scale, start, end) {
  const whole = scale.to - scale.from;
  const left = Math.max(start, scale.from);
  const right = Math.min(end, scale.to);
  return {
    left: percent((left - scale.from) / whole),
    width: percent(Math.max(right - left, 0) / whole),
  };
}

/** Where ${ms} is; null: not on the line. */
export function pointOn(scale, ms) {
  if (ms < scale.from || ms > scale.to) return null;
  return percent((ms - scale.from) / (scale.to - scale.from));
}

/** Visits of one medic that share a window are one bar. */
export function bars(items) {
  const out = [];
  for (const item of items) {
    const last = out.at(-1);
    const { visit } = item.request;
    if (last && last.start === visit.window_start
      && last.end === visit.window_end) last.items.push(item);
    else {
      out.push({
        start: visit.window_start,
        end: visit.window_end,
        travel: item.travel_min ?? 0,
        items: [item],
      });
    }
  }
  return out;
}
