import { html, useState } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { owned, withComment } from './actions.js';
import { ActionDialog } from './action-dialog.js';

/** Why no visit will take place: the patient's reasons, then the clinic's. */
export function CancelDialog({ request, run, onClose }) {
  const reasons = useResource('/reasons')?.cancel_by;
  const [reason, setReason] = useState(null);
  const [comment, setComment] = useState('');
  const options = (side) => (reasons?.[side] ?? [])
    .map((r) => [r, tCode('reason', r)]);

  function body() {
    if (!reason) return { errors: { '/reason': t('cancel.choose') } };
    return { body: owned(request, withComment({ reason }, comment)) };
  }
  return html`<${ActionDialog} action="cancel" request=${request} run=${run}
      required=${['/reason']} body=${body} onClose=${onClose}>
    <div class="fields fields--2">
      <${Choice} pointer="/reason" label=${t('cancel.patient')} value=${reason}
        onValue=${setReason} options=${options('patient')} autofocus />
      <${Choice} pointer="/reason_clinic" label=${t('cancel.clinic')} value=${reason}
        onValue=${setReason} options=${options('clinic')} digits=${false} />
    </div>
    <${Field} pointer="/comment" label=${t('comment')} value=${comment}
      onValue=${setComment} />
  </${ActionDialog}>`;
}
