import { html } from '../lib/html.js';
import { Icon } from './icon.js';

/** The error of the control ${id}, tied to it by aria-describedby. */
export function FieldError({ id, text }) {
  if (!text) return null;
  return html`<p class="field__error" id=${`${id}-error`}>
    <${Icon} name="alert" size="14" />${text}</p>`;
}
