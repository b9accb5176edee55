import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { FieldError } from './field-error.js';
import { useField } from './form-context.js';

/**
 * A text field with its label above and its error below.
 * @param {{pointer: string, label: string, value: string,
 *   onValue: (text: string) => void, hint?: any, rows?: number,
 *   class?: string}} props  others go to the control
 */
export function Field({
  pointer, label, value, onValue, hint, rows, class: extra = '', ...rest
}) {
  const field = useField(pointer);
  const control = {
    autocomplete: 'off',
    spellcheck: false,
    ...field.props,
    ...rest,
    value,
    onInput: (event) => onValue(event.currentTarget.value),
  };
  return html`<div class=${`field ${extra}`}>
    <label class="field__label" for=${field.id}>${label}
      ${field.required && html`<span class="field__required"
        title=${t('field.required')} aria-hidden="true">*</span>`}
      ${hint && !field.error && html`<span class="field__hint">${hint}</span>`}
    </label>
    ${rows ? html`<textarea class="input" rows=${rows} ...${control} />`
      : html`<input class="input" type="text" ...${control} />`}
    <${FieldError} id=${field.id} text=${field.error} />
  </div>`;
}
