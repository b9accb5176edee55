import { query } from '../lib/api.js';
import { html, useState } from '../lib/html.js';
import { formatMoney, t } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { Check } from '../ui/check.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { ZoneBadge } from '../ui/zone-badge.js';
import { owned } from './actions.js';
import { ActionDialog } from './action-dialog.js';
import { useOnce } from './use-once.js';

function Price({ price, consent, onConsent }) {
  if (!price.changes) {
    return html`<p class="say" role="status">${price.say}</p>`;
  }
  return html`<div role="status">
    <p class="zone-price numbers"><s>${formatMoney(price.old)}</s>${' → '}
      <strong>${formatMoney(price.new)}</strong></p>
    <p class="say">${price.say}</p>
    <${Check} pointer="/consent" checked=${consent} onValue=${onConsent}>
      ${t('zone.consent', { price: formatMoney(price.new) })}</${Check}>
  </div>`;
}

/** Another zone: what it costs there, how to say it, and the new consent. */
export function ZoneDialog({ request, run, onClose }) {
  const zones = useResource('/zones')?.items;
  const [zone, setZone] = useState(null);
  const [reason, setReason] = useState('');
  const [consent, setConsent] = useState(false);
  const price = useOnce(zone
    && `/requests/${request.id}/zone-price${query({ zone })}`)?.price;

  function pick(code) {
    setZone(code);
    setConsent(false);
  }
  function body() {
    const errors = {
      ...(!zone && { '/zone': t('zone.choose') }),
      ...(price?.changes && !consent && { '/consent': t('zone.no_consent') }),
      ...(!reason.trim() && { '/reason': t('zone.why') }),
    };
    if (Object.keys(errors).length) return { errors };
    return {
      body: owned(request, {
        zone, reason: reason.trim(), ...(consent && { consent }),
      }),
    };
  }
  return html`<${ActionDialog} action="change_zone" request=${request} run=${run}
      required=${['/zone', '/reason', '/consent']} body=${body}
      onClose=${onClose}>
    ${request.zone_dispute && html`<p class="notice notice--warn">
      <span>${t('zone.disputed')} «${request.zone_dispute}»</span></p>`}
    ${zones && html`<${Choice} pointer="/zone" label=${t('zone.right')}
      value=${zone} onValue=${pick} autofocus
      options=${zones.filter((z) => z.code !== request.zone)
        .map((z) => [z.code, html`<${ZoneBadge} code=${z.code} />`])} />`}
    ${price && html`<${Price} price=${price} consent=${consent}
      onConsent=${setConsent} />`}
    <${Field} pointer="/reason" label=${t('zone.reason')} rows="2"
      value=${reason} onValue=${setReason} />
  </${ActionDialog}>`;
}
