/** Whole kopecks of "4 200", "4200,50"; null when it is not a sum. */
export function parseRoubles(text) {
  const m = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s₽]/g, ''));
  if (!m) return null;
  const kopecks = Number(m[1]) * 100 + Number((m[2] ?? '').padEnd(2, '0'));
  return kopecks > 0 ? kopecks : null;
}
