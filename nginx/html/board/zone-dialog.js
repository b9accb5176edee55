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
import { visitText } from './window-text.js';

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

/** What becomes of the visit; at the door it can no longer give way. */
function Visit({ request, choice, onChoice }) {
  const { visit, state } = request;
  const label = t('zone.visit', {
    medic: visit.medic_name, window: visitText(visit),
  });
  if (state === 'on_site') return html`<p>${label}: ${t('zone.visit_keep')}</p>`;
  return html`<${Choice} pointer="/replan" label=${label} value=${choice}
    onValue=${onChoice} digits=${false}
    options=${['keep', 'replan'].map((c) => [c, t(`zone.visit_${c}`)])} />`;
}

/** Whether the medic of the visit goes to ${zone}. */
function serves(medics, visit, zone) {
  const medic = medics?.find((m) => m.code === visit.medic);
  return !zone || !medic || medic.zones.includes(zone);
}

/**
 * Another zone: what it costs there, how to say it, the new consent, and what
 * becomes of the visit that is planned.
 */
export function ZoneDialog({ request, run, onClose }) {
  const zones = useResource('/zones')?.items;
  const [zone, setZone] = useState(null);
  const [reason, setReason] = useState('');
  const [consent, setConsent] = useState(false);
  const [fate, setFate] = useState('keep');
  const [whyMedic, setWhyMedic] = useState('');
  const medics = useResource('/medics')?.items;
  const { visit } = request;
  const keeps = visit && fate === 'keep';
  const away = keeps && !serves(medics, visit, zone);
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
      ...(away && !whyMedic.trim() && { '/zone_reason': t('zone.visit_why') }),
    };
    if (Object.keys(errors).length) return { errors };
    return {
      body: owned(request, {
        zone, reason: reason.trim(), ...(consent && { consent }),
        ...(away && { zone_reason: whyMedic.trim() }),
        ...(visit && !keeps && { replan: true }),
      }),
      done: visit && !keeps ? 'change_zone_replan' : 'change_zone',
    };
  }
  return html`<${ActionDialog} action="change_zone" request=${request} run=${run}
      required=${['/zone', '/reason', '/consent', '/zone_reason']} body=${body}
      onClose=${onClose}>
    ${request.zone_dispute && html`<p class="notice notice--warn">
      <span>${t('zone.disputed')} «${request.zone_dispute}»</span></p>`}
    ${zones && html`<${Choice} pointer="/zone" label=${t('zone.right')}
      value=${zone} onValue=${pick} autofocus
      options=${zones.filter((z) => z.code !== request.zone)
        .map((z) => [z.code, html`<${ZoneBadge} code=${z.code} />`])} />`}
    ${price && html`<${Price} price=${price} consent=${consent}
      onConsent=${setConsent} />`}
    ${visit && html`<${Visit} request=${request} choice=${fate}
      onChoice=${setFate} />`}
    ${away && html`<${Field} pointer="/zone_reason"
      label=${t('schedule.zone_reason')} value=${whyMedic}
      onValue=${setWhyMedic} />`}
    <${Field} pointer="/reason" label=${t('zone.reason')} rows="2"
      value=${reason} onValue=${setReason} />
  </${ActionDialog}>`;
}
