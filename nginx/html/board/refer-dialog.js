import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { showPhone } from '../lib/phone.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { owned, withComment } from './actions.js';
import { ActionDialog } from './action-dialog.js';
import { useOnce } from './use-once.js';

function Clinic({ clinic }) {
  return html`${clinic.name} <span class="quiet">
    ${[clinic.address, clinic.phone && showPhone(clinic.phone),
      clinic.hours].filter(Boolean).join(' · ')}
  </span>`;
}

/** The patient goes to a clinic instead; which one may stay unsaid. */
export function ReferDialog({ request, run, onClose }) {
  const clinics = useOnce(`/requests/${request.id}/clinics`)?.items;
  const [referral, setReferral] = useState(null);
  const [comment, setComment] = useState('');

  function body() {
    const to = referral ? { referral } : {};
    return { body: owned(request, withComment(to, comment)) };
  }
  return html`<${ActionDialog} action="refer" request=${request} run=${run}
      body=${body} onClose=${onClose} wide=${true}>
    ${clinics && html`<${Choice} pointer="/referral" label=${t('refer.where')}
      value=${referral ?? ''} onValue=${setReferral} autofocus
      options=${[...clinics.map((c) => [c.code,
        html`<${Clinic} clinic=${c} />`]), ['', t('refer.nowhere')]]} />`}
    <${Field} pointer="/comment" label=${t('comment')} value=${comment}
      onValue=${setComment} />
  </${ActionDialog}>`;
}
