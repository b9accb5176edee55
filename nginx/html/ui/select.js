import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { FieldError } from './field-error.js';
import { useField } from './form-context.js';

/**
 * A drop-down with its label.
 * @param {{pointer: string, label: string, value: string,
 *   onValue: (code: string) => void, options: [string, string][],
 *   empty?: string, class?: string}} props
 */
export function Select({
  pointer, label, value, onValue, options, empty, class: extra = '',
}) {
  const { id, error, required, props } = useField(pointer);
  return html`<div class=${`field ${extra}`}>
    <label class="field__label" for=${id}>${label}
      ${required && html`<span class="field__required"
        title=${t('field.required')} aria-hidden="true">*</span>`}</label>
    <select class="input" ...${props} value=${value}
      onChange=${(event) => onValue(event.currentTarget.value)}>
      ${empty !== undefined && html`<option value="">${empty}</option>`}
      ${options.map(([code, name]) => html`<option key=${code} value=${code}
        selected=${code === value}>${name}</option>`)}
    </select>
    <${FieldError} id=${id} text=${error} />
  </div>`;
}
