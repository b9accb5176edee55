import { clinicIso, clinicParts, now } from '../lib/clock.js';
import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { owned, withComment } from './actions.js';
import { ActionDialog } from './action-dialog.js';
import { MomentField } from './moment-field.js';

const OUTCOMES = ['reached', 'no_answer', 'busy', 'call_later'];
const AGAIN_MIN = { no_answer: 15, busy: 5, call_later: 60 };

function inMinutes(minutes) {
  return clinicParts(now() + minutes * 60000);
}

/** How a call to the patient went; an unanswered one needs the next time. */
export function AttemptDialog({ request, run, onClose }) {
  const [outcome, setOutcome] = useState(null);
  const [next, setNext] = useState(inMinutes(AGAIN_MIN.no_answer));
  const [comment, setComment] = useState('');
  const again = outcome !== null && outcome !== 'reached';

  function pick(code) {
    setOutcome(code);
    if (AGAIN_MIN[code]) setNext(inMinutes(AGAIN_MIN[code]));
  }
  function body() {
    if (!outcome) return { errors: { '/outcome': t('attempt.choose') } };
    const at = again ? clinicIso(next.date, next.time) : null;
    if (again && !at) return { errors: { '/next_at': t('error.moment') } };
    return {
      body: owned(request, withComment({
        outcome, ...(at && { next_at: at }),
      }, comment)),
    };
  }
  return html`<${ActionDialog} action="attempt" request=${request} run=${run}
      required=${['/outcome']} body=${body} onClose=${onClose}>
    <${Choice} pointer="/outcome" label=${t('attempt.outcome')} value=${outcome}
      onValue=${pick} autofocus
      options=${OUTCOMES.map((o) => [o, t(`outcome.${o}`)])} />
    ${again && html`<${MomentField} pointer="/next_at" label=${t('attempt.next')}
      value=${next} onValue=${setNext} />`}
    <${Field} pointer="/comment" label=${t('comment')} value=${comment}
      onValue=${setComment} />
  </${ActionDialog}>`;
}
