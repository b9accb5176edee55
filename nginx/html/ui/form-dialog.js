import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Dialog } from './dialog.js';
import { ErrorSummary } from './error-summary.js';
import { FormContext } from './form-context.js';
import { Icon } from './icon.js';
import { Kbd } from './kbd.js';

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
  const [errors, setErrors] = useState({});
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);

  async function send() {
    if (busy) return;
    setBusy(true);
    setErrors({});
    setFailure('');
    try {
      await onSend();
    } catch (problem) {
      const told = Array.isArray(problem.errors)
        ? Object.fromEntries(problem.errors.map((e) => [e.pointer, e.message]))
        : problem.errors ?? {};
      setErrors(told);
      if (!Object.keys(told).length) {
        setFailure(problem.body ? problem.message : t('connection.away'));
      }
    } finally {
      setBusy(false);
    }
  }
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
