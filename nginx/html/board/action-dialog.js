import { errorText } from '../lib/error-text.js';
import { ruleOf, typingError } from '../lib/form-rules.js';
import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Dialog } from '../ui/dialog.js';
import { ErrorSummary } from '../ui/error-summary.js';
import { FormContext } from '../ui/form-context.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { conflictText } from './conflict.js';
import { toastDone } from './done-toast.js';

const PREFIX = 'd';

/**
 * The dialog of one action: its fields, the errors beside them, one button.
 * @param {{action: string, request: object, run: Function, required: string[],
 *   body: () => {errors?: Record<string, string>, failure?: string,
 *   body?: object, options?: object, done?: string}, onClose: () => void,
 *   wide?: boolean, ready?: boolean, base?: string,
 *   fields?: import('../lib/types.js').FormField[]}} props  fields: their
 *   rules; ready: nothing has to be filled in, Enter will do; done: whose
 *   words say that it is done; base: the path of what is no request
 */
export function ActionDialog({
  action, request, run, required = [], fields = [], body, onClose, wide, ready,
  base, children,
}) {
  const [errors, setErrors] = useState({});
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);

  function refuse(problem) {
    const fields = problem.errors?.map((e) => [e.pointer, e.message]) ?? [];
    setErrors(Object.fromEntries(fields));
    setFailure(fields.length ? '' : problem.body ? conflictText(problem)
      : t('connection.away'));
    setBusy(false);
  }
  async function submit() {
    if (busy) return;
    const made = body();
    setErrors(made.errors ?? {});
    setFailure(made.failure ?? '');
    if (!made.body) return;
    setBusy(true);
    try {
      const next = await run(action, made.body, made.options);
      toastDone(made.done ?? action, next, base);
      onClose();
    } catch (problem) {
      refuse(problem);
    }
  }
  const context = {
    prefix: PREFIX, errors, required: (p) => required.includes(p),
    typing: (pointer, text) => errorText(pointer,
      typingError(ruleOf(fields, pointer), text)),
  };
  return html`<${Dialog} title=${[t(`action.${action}`),
      request.number].filter(Boolean).join(' · ')}
      onClose=${onClose} onSubmit=${submit} wide=${wide}>
    <${FormContext.Provider} value=${context}>
      <${ErrorSummary} errors=${errors} prefix=${PREFIX} />
      ${failure && html`<p class="notice notice--bad" role="alert">
        <${Icon} name="alert" />${failure}</p>`}
      ${children}
    </${FormContext.Provider}>
    <footer class="dialog__foot">
      <button type="submit" class="button button--main" disabled=${busy}
        data-autofocus=${ready ? '' : undefined}>
        ${t(`submit.${action}`)}<${Kbd}>Ctrl+Enter</${Kbd}></button>
    </footer>
  </${Dialog}>`;
}
