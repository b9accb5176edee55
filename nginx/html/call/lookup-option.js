import { html } from '../lib/html.js';
import { formatMoney, formatWhen, t, tCode } from '../lib/i18n.js';
import { now } from '../lib/clock.js';
import { showPhone } from '../lib/phone.js';
import { useResource } from '../lib/resource.js';
import { Icon } from '../ui/icon.js';
import { ZoneBadge } from '../ui/zone-badge.js';
import { VerdictMark } from './verdict-mark.js';

function Place({ hit }) {
  const zones = useResource('/zones');
  const prices = zones?.items.find((z) => z.code === hit.zone)?.prices;
  return html`<${Icon} name="pin" /><span class="option__name">${hit.name}</span>
    <span class="option__prices">${prices
      && `${formatMoney(prices.doctor)} / ${formatMoney(prices.nurse)}`}</span>
    <${ZoneBadge} code=${hit.zone} />`;
}

function Service({ hit }) {
  return html`<${Icon} name="shield" />
    <span class="option__name">${hit.name}</span>
    <${VerdictMark} verdict=${hit.verdict} />`;
}

function Patient({ hit }) {
  return html`<${Icon} name="person" />
    <span class="option__name">${hit.masked}</span>
    <span class="option__note">${t('lookup.card', { card: hit.card_no })}</span>`;
}

function Request({ hit }) {
  const time = formatWhen(hit.promise.deadline_at, now());
  return html`<${Icon} name="clock" />
    <span class="option__name">${t('lookup.request', { number: hit.number })}</span>
    <span class="option__note">${t('match.promise', { time })}</span>
    <span class="tag">${tCode('state', hit.state)}</span>`;
}

function Phone({ hit }) {
  const phone = showPhone(hit.phone);
  return html`<${Icon} name="phone" />
    <span class="option__name">${t('lookup.phone', { phone })}</span>`;
}

function Free({ hit }) {
  return html`<${Icon} name="plus" />
    <span class="option__name">${t('lookup.free', { text: hit.text })}</span>
    <${VerdictMark} verdict="unknown" />`;
}

const KINDS = {
  place: Place, service: Service, patient: Patient, request: Request,
  phone: Phone, free: Free,
};

/** One line of the list under the box. */
export function LookupOption({ id, hit, selected, onPick, onPoint }) {
  const Kind = KINDS[hit.kind];
  if (!Kind) return null;
  // A list that moves under a resting mouse is not pointed at.
  const point = (e) => (e.movementX || e.movementY) && onPoint();
  return html`<li id=${id} role="option" class="option"
      aria-selected=${selected ? 'true' : 'false'}
      onMouseDown=${(e) => e.preventDefault()} onMouseMove=${point}
      onClick=${onPick}><${Kind} hit=${hit} /></li>`;
}
