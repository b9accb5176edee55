import { useEffect, useState } from './html.js';
import { clinicZone } from './i18n.js';
import { parseTimeOfDay } from './time-of-day.js';

let offsetMs = 0;

/** Take the server's time: promises are counted by it, not by this machine. */
export function setServerTime(iso) {
  const at = Date.parse(iso);
  if (Number.isFinite(at)) offsetMs = at - Date.now();
}

/** The server's time now, UTC milliseconds. */
export function now() {
  return Date.now() + offsetMs;
}

/** One clock for all who look every so many ms: they are drawn together. */
const clocks = new Map();

function clockOf(everyMs) {
  if (!clocks.has(everyMs)) {
    const looks = new Set();
    const timer = setInterval(() => {
      const at = now();
      for (const look of looks) look(at);
    }, everyMs);
    clocks.set(everyMs, { looks, timer });
  }
  return clocks.get(everyMs);
}

function watchClock(everyMs, look) {
  const { looks, timer } = clockOf(everyMs);
  looks.add(look);
  return () => {
    looks.delete(look);
    if (looks.size) return;
    clearInterval(timer);
    clocks.delete(everyMs);
  };
}

/** now(), renewed every ${everyMs}. */
export function useNow(everyMs = 1000) {
  const [at, setAt] = useState(now());
  useEffect(() => watchClock(everyMs, setAt), [everyMs]);
  return at;
}

const walls = new Map(); // by zone: making one takes longer than using it

function wallClock(ms, zone) {
  // The Swedish form is ISO's: "2026-11-23 10:05:00".
  if (!walls.has(zone)) {
    walls.set(zone, new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone, dateStyle: 'short', timeStyle: 'medium',
    }));
  }
  return walls.get(zone).format(new Date(ms));
}

/** Date and time on the clinic's wall: {date: "2026-11-23", time: "10:05"}. */
export function clinicParts(ms, zone = clinicZone()) {
  const [date, time] = wallClock(ms, zone).split(' ');
  return { date, time: time.slice(0, 5) };
}

function offsetMinutes(ms, zone) {
  const wall = Date.parse(`${wallClock(ms, zone).replace(' ', 'T')}Z`);
  return Math.round((wall - ms) / 60000);
}

/** RFC 3339 of a date and time on the clinic's wall; null: not a moment. */
export function clinicIso(date, time, zone = clinicZone()) {
  const clock = parseTimeOfDay(time);
  const wall = Date.parse(`${date}T${clock}:00Z`);
  if (!Number.isFinite(wall)) return null;
  const near = offsetMinutes(wall, zone);
  const offset = offsetMinutes(wall - near * 60000, zone);
  const sign = offset < 0 ? '-' : '+';
  const two = (n) => String(n).padStart(2, '0');
  const abs = Math.abs(offset);
  return `${date}T${clock}:00${sign}${two(Math.floor(abs / 60))}:${two(abs % 60)}`;
}

/** "07:42" of a span in milliseconds; hours only when there are any. */
export function formatSpan(ms) {
  const s = Math.floor(Math.abs(ms) / 1000);
  const two = (n) => String(n).padStart(2, '0');
  const hours = Math.floor(s / 3600);
  const rest = `${two(Math.floor((s % 3600) / 60))}:${two(s % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
