import { html } from '../lib/html.js';
import { FieldError } from './field-error.js';
import { useField } from './form-context.js';

/** A checkbox with its sentence. */
export function Check({
  pointer, checked, onValue, disabled, children,
}) {
  const { id, error, props } = useField(pointer);
  return html`<div class="check">
    <label class="check__label">
      <input type="checkbox" ...${props}
        checked=${checked} disabled=${disabled}
        onChange=${(event) => onValue(event.currentTarget.checked)} />
      <span>${children}</span>
    </label>
    <${FieldError} id=${id} text=${error} />
  </div>`;
}
