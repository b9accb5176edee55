import { html, useState } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { owned, withComment } from './actions.js';
import { ActionDialog } from './action-dialog.js';

/** An action that needs one reason of its list, and may have a remark. */
function ReasonDialog({ action, request, run, onClose }) {
  const reasons = useResource('/reasons')?.[action] ?? [];
  const [reason, setReason] = useState(null);
  const [comment, setComment] = useState('');

  function body() {
    if (!reason) return { errors: { '/reason': t('cancel.choose') } };
    return { body: owned(request, withComment({ reason }, comment)) };
  }
  return html`<${ActionDialog} action=${action} request=${request} run=${run}
      required=${['/reason']} body=${body} onClose=${onClose}>
    <${Choice} pointer="/reason" label=${t(`${action}.reason`)} value=${reason}
      onValue=${setReason} autofocus
      options=${reasons.map((r) => [r, tCode('reason', r)])} />
    <${Field} pointer="/comment" label=${t('comment')} value=${comment}
      onValue=${setComment} />
  </${ActionDialog}>`;
}

export function DeclineDialog(props) {
  return html`<${ReasonDialog} action="decline" ...${props} />`;
}

export function ReplanDialog(props) {
  return html`<${ReasonDialog} action="replan" ...${props} />`;
}
