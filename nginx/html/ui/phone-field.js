import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { parsePhone, showPhone } from '../lib/phone.js';
import { Field } from './field.js';

/** Free typing; put in order when the field is left. */
export function PhoneField({ pointer, label, value, onValue, ...rest }) {
  function onBlur() {
    const e164 = parsePhone(value);
    if (e164) onValue(showPhone(e164));
  }
  return html`<${Field} pointer=${pointer} label=${label ?? t('phone.label')}
    type="tel" value=${value} onValue=${onValue} onBlur=${onBlur}
    placeholder="+7 812 555-01-02" ...${rest} />`;
}
