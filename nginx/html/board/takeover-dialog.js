import { now } from '../lib/clock.js';
import { html, useState } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';
import { Field } from '../ui/field.js';
import { ActionDialog } from './action-dialog.js';
import { Silent } from './silent.js';

/** Take a request from a colleague who holds it; they will read why. */
export function TakeoverDialog({
  request, run, onClose, action = 'takeover',
}) {
  const [reason, setReason] = useState('');
  const { claim } = request;

  function body() {
    if (!reason.trim()) return { errors: { '/reason': t('takeover.why') } };
    return { body: { reason: reason.trim() } };
  }
  return html`<${ActionDialog} action=${action} request=${request} run=${run}
      required=${['/reason']} body=${body} onClose=${onClose}>
    ${claim && html`<p class="notice notice--warn">
      <span>${t('takeover.held', {
        by: claim.by, time: formatWhen(claim.since, now()),
      })} <${Silent} claim=${claim} now=${now()} /></span></p>`}
    <${Field} pointer="/reason" label=${t('takeover.reason')} rows="2"
      value=${reason} onValue=${setReason} data-autofocus="" />
  </${ActionDialog}>`;
}
