import { now, useNow } from '../lib/clock.js';
import { html, useMemo } from '../lib/html.js';
import { formatWhen, language, t, tCode } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { ZoneBadge } from '../ui/zone-badge.js';
import { Lateness } from './lateness.js';
import { Silent } from './silent.js';
import { FINAL } from './use-board.js';
import { visitText } from './window-text.js';

/** Flags worth a dispatcher's look before the card is opened. */
const SHOWN = ['trip_payer', 'medic_ill', 'called_again', 'attempts_used_up', 'minor', 'zone_disputed',
  'address_contradicts', 'ask_dispatcher', 'free_text_service'];

function Flags({ flags }) {
  return (flags ?? []).filter((f) => SHOWN.includes(f)).map((f) => html`
    <span class=${`tag tag--${f}`} key=${f}>${t(`flag.${f}`)}</span>`);
}

/* What the clock moves is drawn by itself, the rest of a row is left alone. */

function Pressing({ request }) {
  return html`<${Lateness} request=${request} now=${useNow(1000)} />`;
}

function Sign({ claim, children }) {
  return html`<${Silent} claim=${claim} now=${useNow(10000)}>
    ${children}</${Silent}>`;
}

function State({ request }) {
  const { state, claim, visit, returns, retry_at: retry } = request;
  let more = '';
  if (claim) more = claim.by;
  else if (state === 'queued' && returns) {
    more = t('claim.returns', { n: returns });
  } else if (state === 'unreachable' && retry) {
    more = t('board.retry_at', { time: formatWhen(retry, now()) });
  } else if (visit) {
    more = `${visit.medic_name ?? visit.medic}, ${visitText(visit)}`;
  }
  return html`<span>${claim ? html`<${Sign} claim=${claim}>
      ${tCode('state', state)}</${Sign}>` : tCode('state', state)}</span>
    <span class="cell__second">${more}</span>`;
}

/**
 * One request on the board; drawn again only when something of it is other.
 * @param {{request: object, index: number, today: string, current: boolean,
 *   opened: boolean, picked: boolean, onOpen: (id: string) => void,
 *   onFocus: (id: string) => void}} props  today: a time of another day has its
 *   date
 */
export function BoardRow(props) {
  const { request, index, today, current, opened, picked } = props;
  return useMemo(() => draw(props),
    [request, index, today, current, opened, picked, language.get()]);
}

function draw({
  request, index, current, opened, picked, onOpen, onFocus,
}) {
  const services = request.services.map((s) => s.name ?? s.text).join(', ');
  return html`<tr class=${`row ${picked ? 'row--picked' : ''}`} data-id=${request.id} aria-rowindex=${index}
      aria-selected=${opened ? 'true' : 'false'} tabindex=${current ? 0 : -1}
      onClick=${() => onOpen(request.id)} onFocus=${() => onFocus(request.id)}>
    <td>${FINAL.has(request.state) ? html`<span class="quiet">—</span>`
      : html`<${Pressing} request=${request} />`}</td>
    <td><span class="numbers strong">${request.number}</span>
      <span class="cell__second numbers">
        ${formatWhen(request.created_at, now())}</span></td>
    <td><${ZoneBadge} code=${request.zone} /></td>
    <td><span>${request.patient.masked}</span>
      <span class="cell__second numbers">${request.phone_masked}</span></td>
    <td class="cell--wide" title=${services}><span>${services}</span>
      <span class="cell__second">
        ${request.performers.map((p) => t(`performer.${p}`)).join(' + ')}
        <${Flags} flags=${request.flags} /></span></td>
    <td class="cell--wide" title=${request.address}>
      <span>${request.place_name ?? request.address}</span>
      <span class="cell__second">${request.place_name && request.address}
      </span></td>
    <td><${State} request=${request} /></td>
    <td class="cell--open"><${Icon} name=${picked ? 'check' : 'arrow'} size="16" />
      ${picked && html`<span class="hidden">${t('bulk.is_picked')}</span>`}</td>
  </tr>`;
}
