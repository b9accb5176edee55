import { html, useLayoutEffect, useRef } from '../lib/html.js';
import { FormContext } from '../ui/form-context.js';
import { Icon } from '../ui/icon.js';

/**
 * The fields of a form of one's own account: what failed above them, the focus
 * where to go on; ${step} names what is shown when that changes.
 */
export function AccountFields({ form, step = '', children }) {
  const box = useRef(null);
  const first = Object.keys(form.errors)[0];
  useLayoutEffect(() => {
    const wrong = box.current.querySelector('[aria-invalid=true]');
    (wrong ?? box.current.querySelector('input, button'))?.focus();
  }, [first, step]);
  const context = {
    prefix: 'p', errors: form.errors, required: () => true,
  };
  return html`<${FormContext.Provider} value=${context}>
    <div class="login__fields" ref=${box}>
      ${form.failure && html`<p class="notice notice--bad" role="alert">
        <${Icon} name="alert" />${form.failure}</p>`}
      ${children}
    </div></${FormContext.Provider}>`;
}
