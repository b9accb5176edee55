import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Field } from '../ui/field.js';
import { BulkDialog } from './bulk-dialog.js';
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

  function submit() {
    const wrong = handoverErrors(away ? to : '', reason);
    if (Object.keys(wrong).length) setErrors(wrong);
    else onReason({ reason: reason.trim(), ...(away && { to: to || null }) });
  }
  return html`<${BulkDialog} action=${action} count=${count} errors=${errors}
      required=${(p) => ['/reason', '/to'].includes(p)} onClose=${onClose}
      onSubmit=${submit}>
    ${away && html`<${ColleagueChoice} value=${to} onValue=${setTo} />`}
    <${Field} pointer="/reason" rows="2" value=${reason} onValue=${setReason}
      label=${t(`${action}.reason`)} autofocus=${!away} />
  </${BulkDialog}>`;
}
