import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';
import { FormContext } from '../ui/form-context.js';
import { Kbd } from '../ui/kbd.js';
import { ColleagueChoice, handoverErrors } from './handover-dialog.js';

/**
 * Many claims to another owner: handed over, or taken over by oneself; whose
 * they were reads why.
 * @param {{action: 'takeover' | 'handover', count: number,
 *   onClose: () => void,
 *   onReason: (body: {reason: string, to?: string | null}) => void}} props
 */
export function BulkOwner({ action, count, onClose, onReason }) {
  const away = action === 'handover';
  const [to, setTo] = useState(null);
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState({});
  const context = {
    prefix: 'b',
    errors,
    required: (p) => p === '/reason' || p === '/to',
    typing: () => null,
  };

  function submit() {
    const wrong = handoverErrors(away ? to : '', reason);
    if (Object.keys(wrong).length) setErrors(wrong);
    else onReason({ reason: reason.trim(), ...(away && { to: to || null }) });
  }
  return html`<${Dialog} onClose=${onClose} onSubmit=${submit}
      title=${`${t(`action.${action}`)} · ${t('bulk.picked', { n: count })}`}>
    <${FormContext.Provider} value=${context}>
      ${away && html`<${ColleagueChoice} value=${to} onValue=${setTo} />`}
      <${Field} pointer="/reason" rows="2" value=${reason} onValue=${setReason}
        label=${t(`${action}.reason`)} autofocus=${!away} />
    </${FormContext.Provider}>
    <footer class="dialog__foot">
      <button type="submit" class="button button--main">${t(`submit.${action}`)}
        <${Kbd}>Ctrl+Enter</${Kbd}></button>
    </footer>
  </${Dialog}>`;
}
