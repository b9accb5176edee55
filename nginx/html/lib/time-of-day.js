/** "09:30" of "9.30", "930" or "09:30"; null when it is not a time. */
export function parseTimeOfDay(text) {
  const m = /^(\d{1,2})(?:[:.,\s-]?(\d{2}))?$/.exec(text.trim());
  if (!m || Number(m[1]) > 23 || Number(m[2] ?? 0) > 59) return null;
  return `${m[1].padStart(2, '0')}:${m[2] ?? '00'}`;
}
