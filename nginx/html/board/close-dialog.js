import { html, useState } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { Check } from '../ui/check.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { owned, withComment } from './actions.js';
import { ActionDialog } from './action-dialog.js';

/** What came of the visit, and whether the patient is asked to rate it. */
export function CloseDialog({ request, run, onClose }) {
  const outcomes = useResource('/reasons')?.close[request.state] ?? [];
  const [outcome, setOutcome] = useState(null);
  const [unwanted, setUnwanted] = useState(false);
  const [comment, setComment] = useState('');

  function body() {
    if (!outcome) return { errors: { '/outcome': t('close.choose') } };
    return {
      body: owned(request, withComment({
        outcome, ...(unwanted && { feedback: false }),
      }, comment)),
    };
  }
  return html`<${ActionDialog} action="close" request=${request} run=${run}
      required=${['/outcome']} body=${body} onClose=${onClose}>
    <${Choice} pointer="/outcome" label=${t('close.outcome')} value=${outcome}
      onValue=${setOutcome} autofocus
      options=${outcomes.map((o) => [o, tCode('reason', o)])} />
    ${request.state === 'done' && html`<${Check} pointer="/feedback"
      checked=${unwanted} onValue=${setUnwanted}>
      ${t('close.no_feedback')}</${Check}>`}
    <${Field} pointer="/comment" label=${t('comment')} value=${comment}
      onValue=${setComment} />
  </${ActionDialog}>`;
}
