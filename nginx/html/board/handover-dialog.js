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

/** To a colleague by name, or to whoever takes it; they will read why. */
export function HandoverDialog({ request, run, onClose }) {
  const colleagues = useOnce('/colleagues')?.items;
  const [to, setTo] = useState(null);
  const [reason, setReason] = useState('');

  function body() {
    const errors = {
      ...(to === null && { '/to': t('handover.choose') }),
      ...(!reason.trim() && { '/reason': t('takeover.why') }),
    };
    if (Object.keys(errors).length) return { errors };
    return {
      body: owned(request, { to: to || null, reason: reason.trim() }),
    };
  }
  return html`<${ActionDialog} action="handover" request=${request} run=${run}
      required=${['/to', '/reason']} body=${body} onClose=${onClose}>
    ${colleagues && html`<${Choice} pointer="/to" label=${t('handover.to')}
      value=${to} onValue=${setTo} autofocus
      options=${[...[...colleagues].sort(presentFirst).map((c) => [c.login,
        html`<${Colleague} colleague=${c} />`]),
      [QUEUE, t('handover.queue')]]} />`}
    <${Field} pointer="/reason" label=${t('handover.reason')} rows="2"
      value=${reason} onValue=${setReason} />
  </${ActionDialog}>`;
}
