import { html, useState } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { withComment } from './actions.js';
import { BulkDialog } from './bulk-dialog.js';

/**
 * The reason ${action} is done for, one for all.
 * @param {{action: string, count: number, onClose: () => void,
 *   onReason: (body: {reason: string, comment?: string}) => void}} props
 */
export function BulkReason({ action, count, onClose, onReason }) {
  const all = useResource('/reasons');
  const codes = (action === 'cancel' ? all?.cancel_by?.clinic : all?.[action])
    ?? [];
  const [reason, setReason] = useState(null);
  const [comment, setComment] = useState('');
  const [errors, setErrors] = useState({});

  function submit() {
    if (reason) onReason(withComment({ reason }, comment));
    else setErrors({ '/reason': t('cancel.choose') });
  }
  return html`<${BulkDialog} action=${action} count=${count} errors=${errors}
      required=${(p) => p === '/reason'} onClose=${onClose} onSubmit=${submit}>
    <${Choice} pointer="/reason" label=${t('bulk.reason')} value=${reason}
      onValue=${setReason} autofocus
      options=${codes.map((r) => [r, tCode('reason', r)])} />
    <${Field} pointer="/comment" label=${t('comment')} value=${comment}
      onValue=${setComment} />
  </${BulkDialog}>`;
}
