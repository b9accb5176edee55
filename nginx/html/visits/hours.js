import { parseTimeOfDay } from '../lib/time-of-day.js';

const DAY_MIN = 24 * 60;

const two = (n) => String(n).padStart(2, '0');

/** "08:00" of minutes after midnight, also of the day after. */
export function clockOf(minutes) {
  const m = minutes % DAY_MIN;
  return `${two(Math.floor(m / 60))}:${two(m % 60)}`;
}

function minutesOf(text) {
  const clock = parseTimeOfDay(text);
  if (!clock) return null;
  const [h, m] = clock.split(':').map(Number);
  return h * 60 + m;
}

/**
 * The minutes of typed hours; an end not after the start is of the day after.
 * @returns {{start_min: number, end_min: number} | null}  null: not a time
 */
export function hoursOf(from, to) {
  const start = minutesOf(from);
  const end = to.trim() === '24:00' ? DAY_MIN : minutesOf(to);
  if (start === null || end === null) return null;
  return { start_min: start, end_min: end > start ? end : end + DAY_MIN };
}
