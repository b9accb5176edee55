import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { owned } from './actions.js';
import { ActionDialog } from './action-dialog.js';
import { useOnce } from './use-once.js';

const QUEUE = '';

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
      options=${[...colleagues.map((c) => [c.login, html`${c.name}${' '}
        <span class="quiet">${c.login}</span>`]),
      [QUEUE, t('handover.queue')]]} />`}
    <${Field} pointer="/reason" label=${t('handover.reason')} rows="2"
      value=${reason} onValue=${setReason} />
  </${ActionDialog}>`;
}
