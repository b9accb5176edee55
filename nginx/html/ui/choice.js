import { html, useLayoutEffect, useRef } from '../lib/html.js';
import { FieldError } from './field-error.js';
import { useField } from './form-context.js';
import { Kbd } from './kbd.js';

/**
 * One of a few, as radio buttons; a digit picks one at once.
 * @param {{pointer: string, label: string, value: string | null,
 *   onValue: (code: string) => void, options: [string, string][],
 *   digits?: boolean, onDigit?: (code: string) => void,
 *   autofocus?: boolean}} props  onDigit: what more a digit does
 */
export function Choice({
  pointer, label, value, onValue, options, digits = true, onDigit, autofocus,
}) {
  const box = useRef(null);
  const { id, error } = useField(pointer);
  // At once: a focus that comes late would take it from the one picked.
  useLayoutEffect(() => {
    if (autofocus) box.current.querySelector('input')?.focus();
  }, [options.length > 0]);

  function onKeyDown(event) {
    const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
    const at = digit && digits ? Number(digit[1]) - 1 : -1;
    const picked = options[at];
    if (!picked || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    onValue(picked[0]);
    box.current.querySelectorAll('input')[at]?.focus();
    onDigit?.(picked[0]);
  }
  return html`<fieldset class="choice" ref=${box} onKeyDown=${onKeyDown}
      aria-describedby=${error ? `${id}-error` : undefined}>
    <legend class="field__label">${label}</legend>
    ${options.map(([code, name], i) => html`
      <label class="choice__option" key=${code}>
        <input type="radio" name=${id} value=${code} checked=${code === value}
          id=${i === 0 ? id : undefined}
          data-autofocus=${autofocus && i === 0 ? '' : undefined}
          onChange=${() => onValue(code)} />
        <span>${name}</span>
        ${digits && i < 9 && html`<${Kbd}>${i + 1}</${Kbd}>`}
      </label>`)}
    <${FieldError} id=${id} text=${error} />
  </fieldset>`;
}
