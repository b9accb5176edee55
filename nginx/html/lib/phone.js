/** Phones as operators type them; the server reads them by the same rule. */

/**
 * E.164 of ${text}: ten digits, or eleven from 8 or 7, are Russian; others
 * need + or 00 and 8 to 15 digits.  null when it is none of these.
 */
export function parsePhone(text) {
  const typed = text.trim();
  if (!/^\+?[\d\s()\-.–—]+$/.test(typed)) return null;
  const digits = typed.replace(/\D/g, '');
  if (typed.startsWith('+')) return international(digits);
  if (digits.startsWith('00')) return international(digits.slice(2));
  if (digits.length === 10) return `+7${digits}`;
  if (digits.length === 11 && /^[78]/.test(digits)) {
    return `+7${digits.slice(1)}`;
  }
  return null;
}

function international(digits) {
  if (digits.startsWith('7') && digits.length !== 11) return null;
  return /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : null;
}

/** "+7 812 555-01-02": for reading aloud. */
export function showPhone(e164) {
  const m = /^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/.exec(e164 ?? '');
  return m ? `+7 ${m[1]} ${m[2]}-${m[3]}-${m[4]}` : e164 ?? '';
}
