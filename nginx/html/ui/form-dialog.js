import { html } from '../lib/html.js';
import { Dialog } from './dialog.js';
import { ErrorSummary } from './error-summary.js';
import { FormContext } from './form-context.js';
import { Icon } from './icon.js';
import { Kbd } from './kbd.js';
import { useSending } from './use-sending.js';

const PREFIX = 'g';

/**
 * A dialog with fields and one button that sends them; errors stand beside
 * the fields.
 * @param {{title: any, submit: string, required?: string[],
 *   onSend: () => Promise<void>, onClose: () => void, wide?: boolean}} props
 *   onSend: throws a Problem, or {errors} of the fields
 */
export function FormDialog({
  title, submit, required = [], onSend, onClose, wide, children,
}) {
  const { errors, failure, busy, submit: send } = useSending(onSend);
  const context = {
    prefix: PREFIX, errors, required: (p) => required.includes(p),
  };
  return html`<${Dialog} title=${title} onClose=${onClose} onSubmit=${send}
      wide=${wide}>
    <${FormContext.Provider} value=${context}>
      <${ErrorSummary} errors=${errors} prefix=${PREFIX} />
      ${failure && html`<p class="notice notice--bad" role="alert">
        <${Icon} name="alert" />${failure}</p>`}
      ${children}
    </${FormContext.Provider}>
    <footer class="dialog__foot">
      <button type="submit" class="button button--main" disabled=${busy}>
        ${submit}<${Kbd}>Ctrl+Enter</${Kbd}></button>
    </footer>
  </${Dialog}>`;
}
