import { ageOn, parseBirthDate, showBirthDate } from '../lib/birth-date.js';
import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Field } from '../ui/field.js';

const DIGITS = 8; // of a whole date

/** One text field: any usual way to say a date; it answers with the age. */
export function BirthField({ pointer, value, onValue, today }) {
  const [left, setLeft] = useState(false);
  const parsed = value.trim() ? parseBirthDate(value, today) : null;
  const complete = value.replace(/\D/g, '').length >= DIGITS;
  const problem = parsed?.error && (complete || left)
    ? t(`birth.${parsed.error}`) : '';
  const age = parsed?.iso ? t('birth.age', { n: ageOn(parsed.iso, today) }) : '';

  function onBlur() {
    setLeft(true);
    if (parsed?.iso) onValue(showBirthDate(parsed.iso));
  }
  return html`<${Field} pointer=${pointer} label=${t('birth.label')}
    value=${value} onValue=${onValue} onBlur=${onBlur}
    onFocus=${() => setLeft(false)} inputmode="numeric"
    placeholder=${t('birth.format')} problem=${problem}
    hint=${html`<span aria-live="polite">${age}</span>`} />`;
}
