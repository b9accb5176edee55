import { html } from '../lib/html.js';
import { tidyName } from '../lib/person-name.js';
import { tidyText } from '../lib/text.js';
import { Field } from './field.js';

/** A person's name in one line; put in order when the field is left. */
export function NameField({ value, onValue, ...rest }) {
  function onBlur() {
    const { text } = tidyName(tidyText(value));
    if (text !== value) onValue(text);
  }
  return html`<${Field} value=${value} onValue=${onValue} onBlur=${onBlur}
    ...${rest} />`;
}
