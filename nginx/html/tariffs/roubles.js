function hundredths(whole, rest = '') {
  return Number(whole) * 100 + Number(rest.padEnd(2, '0'));
}

/** Whole kopecks of "4 200", "4200,50"; null when it is not a sum. */
export function parseRoubles(text) {
  const m = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s₽]/g, ''));
  if (!m) return null;
  const kopecks = hundredths(m[1], m[2]);
  return kopecks > 0 ? kopecks : null;
}

/** Hundredths of "5", "+2,5 %", "−300"; null when it is not a number. */
export function parseShift(text) {
  const m = /^([-+−]?)(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s₽%]/g, ''));
  if (!m) return null;
  const n = hundredths(m[2], m[3]);
  return m[1] && m[1] !== '+' ? -n : n;
}
