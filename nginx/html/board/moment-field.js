import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { parseTimeOfDay } from '../lib/time-of-day.js';
import { FieldError } from '../ui/field-error.js';
import { useField } from '../ui/form-context.js';

/**
 * A date and a time on the clinic's wall.
 * @param {{pointer: string, label: string, value: {date: string,
 *   time: string}, onValue: (value: object) => void}} props
 */
export function MomentField({ pointer, label, value, onValue }) {
  const { id, error, props } = useField(pointer);
  function onBlur() {
    const time = parseTimeOfDay(value.time);
    if (time && time !== value.time) onValue({ ...value, time });
  }
  return html`<fieldset class="field moment">
    <legend class="field__label">${label}</legend>
    <input class="input" type="date" ...${props}
      aria-label=${`${label}: ${value.date}`} value=${value.date}
      onInput=${(e) => onValue({ ...value, date: e.currentTarget.value })} />
    <input class="input" type="text" inputmode="numeric" aria-label=${label}
      placeholder=${t('moment.time')} autocomplete="off" value=${value.time}
      onBlur=${onBlur}
      onInput=${(e) => onValue({ ...value, time: e.currentTarget.value })} />
    <${FieldError} id=${id} text=${error} />
  </fieldset>`;
}
