import { html, useState } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { owned, withComment } from './actions.js';
import { ActionDialog } from './action-dialog.js';
import { useStepTime } from './step-time.js';

const OUTCOMES = ['done', 'not_done'];

/** How the visit ended; without result it needs to be told why. */
export function FinishDialog({ request, run, onClose }) {
  const reasons = useResource('/reasons')?.not_done ?? [];
  const [outcome, setOutcome] = useState(null);
  const [reason, setReason] = useState(null);
  const [comment, setComment] = useState('');
  const time = useStepTime();
  const failed = outcome === 'not_done';

  function body() {
    const { errors = {}, at } = time.read();
    if (!outcome) errors['/outcome'] = t('finish.choose');
    if (failed && !reason) errors['/reason'] = t('cancel.choose');
    if (Object.keys(errors).length) return { errors };
    return {
      body: owned(request, withComment({
        outcome, ...(failed && { reason }), ...(at && { at }),
      }, comment)),
      done: failed ? 'fail' : 'finish',
    };
  }
  return html`<${ActionDialog} action="finish" request=${request} run=${run}
      required=${['/outcome', '/reason']} body=${body} onClose=${onClose}>
    <${Choice} pointer="/outcome" label=${t('finish.outcome')} value=${outcome}
      onValue=${setOutcome} autofocus
      options=${OUTCOMES.map((o) => [o, t(`finish.${o}`)])} />
    ${failed && html`<${Choice} pointer="/reason" label=${t('finish.reason')}
      value=${reason} onValue=${setReason} autofocus
      options=${reasons.map((r) => [r, tCode('reason', r)])} />`}
    ${time.field}
    <${Field} pointer="/comment" label=${t('comment')} value=${comment}
      onValue=${setComment} />
  </${ActionDialog}>`;
}
