import { newKey, post } from '../lib/api.js';
import { html, useRef, useState } from '../lib/html.js';
import { formatDay, t } from '../lib/i18n.js';
import { Field } from '../ui/field.js';
import { FormDialog } from '../ui/form-dialog.js';
import { ScriptCard } from '../ui/script-card.js';
import { toast } from '../ui/toast.js';

/** Not at a door yet: these are taken back. */
const OPEN = new Set(['scheduled', 'en_route']);

/** A medic falls out for a day: the visits are to be planned anew. */
export function IllDialog({ medic, day, items, onDone, onClose }) {
  const [reason, setReason] = useState('');
  const key = useRef(newKey());
  const open = items.filter(({ request: r }) => r.visit.medic === medic.code
    && OPEN.has(r.state));

  async function send() {
    if (!reason.trim()) {
      throw Object.assign(new Error(), {
        errors: { '/reason': t('visits.ill_why') },
      });
    }
    const answer = await post(`/medics/${encodeURIComponent(medic.code)}/ill`,
      { date: day, reason: reason.trim() }, { key: key.current });
    toast(t('visits.ill_done', { n: answer.items.length, name: medic.name }),
      'good');
    onDone();
    onClose();
  }
  return html`<${FormDialog} title=${t('visits.ill_title', {
      name: medic.name, day: formatDay(day) })} submit=${t('visits.ill_submit')}
      required=${['/reason']} onSend=${send} onClose=${onClose}>
    <p>${t('visits.ill_what', { n: open.length })}</p>
    ${open.length > 0 && html`<p class="numbers">
      ${open.map(({ request: r }) => r.number).join(', ')}</p>`}
    <${Field} pointer="/reason" label=${t('visits.reason')} value=${reason}
      onValue=${setReason} data-autofocus />
    <${ScriptCard} situation="medic_ill" open />
  </${FormDialog}>`;
}
