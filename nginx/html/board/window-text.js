import { now } from '../lib/clock.js';
import { formatTime, formatWhen } from '../lib/i18n.js';

/** "10:00–12:00" */
export function windowText(w) {
  return `${formatTime(w.window_start)}–${formatTime(w.window_end)}`;
}

/** The same, with its day unless it is today. */
export function visitText(visit) {
  return `${formatWhen(visit.window_start, now())}–${formatTime(visit.window_end)}`;
}
