import { ageOn, parseBirthDate, showBirthDate } from '../lib/birth-date.js';
import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Field } from '../ui/field.js';

/** One text field: any usual way to say a date; it answers with the age. */
export function BirthField({ pointer, value, onValue, today }) {
  const parsed = value.trim() ? parseBirthDate(value, today) : null;
  const complete = value.replace(/\D/g, '').length >= 8;
  let hint = '';
  if (parsed?.iso) hint = t('birth.age', { n: ageOn(parsed.iso, today) });
  else if (parsed && complete) hint = t(`birth.${parsed.error}`);

  function onBlur() {
    if (parsed?.iso) onValue(showBirthDate(parsed.iso));
  }
  return html`<${Field} pointer=${pointer} label=${t('birth.label')}
    value=${value} onValue=${onValue} onBlur=${onBlur} inputmode="numeric"
    placeholder=${t('birth.format')}
    hint=${html`<span aria-live="polite">${hint}</span>`} />`;
}
