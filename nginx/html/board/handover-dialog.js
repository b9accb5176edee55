import { now } from '../lib/clock.js';
import { html, useState } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { owned } from './actions.js';
import { ActionDialog } from './action-dialog.js';
import { useOnce } from './use-once.js';

const QUEUE = '';

const presentFirst = (a, b) => !a.seen_at - !b.seen_at;

/** Who is not at work will not take it: it comes back to the queue. */
function Colleague({ colleague: { name, login, seen_at: seen } }) {
  return html`${name} <span class="quiet">${login}, ${seen
    ? t('handover.seen', { time: formatWhen(seen, now()) })
    : t('handover.away')}</span>`;
}

/** Who may be given a claim: colleagues, those at work first; the queue. */
export function ColleagueChoice({ value, onValue }) {
  const colleagues = useOnce('/colleagues')?.items;
  if (!colleagues) return null;
  return html`<${Choice} pointer="/to" label=${t('handover.to')}
    value=${value} onValue=${onValue} autofocus
    options=${[...[...colleagues].sort(presentFirst).map((c) => [c.login,
      html`<${Colleague} colleague=${c} />`]),
    [QUEUE, t('handover.queue')]]} />`;
}

/** What a hand-over lacks, by pointer. */
export function handoverErrors(to, reason) {
  return {
    ...(to === null && { '/to': t('handover.choose') }),
    ...(!reason.trim() && { '/reason': t('takeover.why') }),
  };
}

/** To a colleague by name, or to whoever takes it; they will read why. */
export function HandoverDialog({ request, run, onClose }) {
  const [to, setTo] = useState(null);
  const [reason, setReason] = useState('');

  function body() {
    const errors = handoverErrors(to, reason);
    if (Object.keys(errors).length) return { errors };
    return {
      body: owned(request, { to: to || null, reason: reason.trim() }),
    };
  }
  return html`<${ActionDialog} action="handover" request=${request} run=${run}
      required=${['/to', '/reason']} body=${body} onClose=${onClose}>
    <${ColleagueChoice} value=${to} onValue=${setTo} />
    <${Field} pointer="/reason" label=${t('handover.reason')} rows="2"
      value=${reason} onValue=${setReason} />
  </${ActionDialog}>`;
}
