const DAY_MS = 24 * 60 * 60 * 1000;

/** The date ${n} days after "2026-11-23". */
export function addDays(date, n) {
  return new Date(Date.parse(`${date}T00:00:00Z`) + n * DAY_MS)
    .toISOString().slice(0, 10);
}

export function isDate(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text ?? '')
    && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(date) {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}
