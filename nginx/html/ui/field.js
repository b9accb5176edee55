import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { hasHidden, withoutHidden } from '../lib/text.js';
import { FieldError } from './field-error.js';
import { useField } from './form-context.js';

/** Nobody can delete what nobody sees. */
function RemoveHidden({ value, onValue }) {
  if (!hasHidden(value)) return null;
  return html`<button type="button" class="button button--link"
    onClick=${() => onValue(withoutHidden(value))}>
    ${t('field.remove_hidden')}</button>`;
}

/**
 * A text field with its label above and its error below.  A text too long is
 * kept and said so, never cut.
 * @param {{pointer: string, label: string, value: string,
 *   onValue: (text: string) => void, hint?: any, problem?: string,
 *   rows?: number, class?: string}} props  problem: what the field itself
 *   noticed; others go to the control
 */
export function Field({
  pointer, label, value, onValue, hint, problem, rows, class: extra = '',
  ...rest
}) {
  const field = useField(pointer, value, problem);
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
    <${RemoveHidden} value=${value} onValue=${onValue} />
  </div>`;
}
