import { html } from '../lib/html.js';
import { formatWhen, t, tCode } from '../lib/i18n.js';
import { showPhone } from '../lib/phone.js';
import { Urgency } from '../ui/urgency.js';
import { isPromised } from './promised.js';

/** Who does what with it now, in one sentence. */
function whoHasIt({ claim, visit, first_contact_at: contact }, now) {
  const lines = [];
  if (contact) lines.push(t('peek.contact', { time: formatWhen(contact, now) }));
  if (claim) {
    lines.push(t('peek.claimed', {
      by: claim.by, time: formatWhen(claim.since, now) }));
  }
  if (visit) {
    lines.push(t('peek.visit', {
      from: formatWhen(visit.window_start, now),
      to: formatWhen(visit.window_end, now),
    }));
  }
  return lines.join(' ');
}

function addressText({ address }) {
  const door = address.flat && t('peek.flat', { flat: address.flat });
  return [address.place_name, address.text, door].filter(Boolean).join(', ');
}

/** What may be told of a request on the phone. */
export function RequestState({ request, now }) {
  const who = whoHasIt(request, now);
  const again = request.flags.includes('called_again');
  return html`
    <p class="peek__state"><span class="tag">${tCode('state', request.state)}</span>
      ${again && html`<span class="tag tag--called_again">
        ${t('flag.called_again')}</span>`}
      ${isPromised(request) && html`<${Urgency} promise=${request.promise}
        now=${now} />`}
      <span class="quiet">${t('match.created', {
        time: formatWhen(request.created_at, now) })}</span></p>
    ${isPromised(request) && html`<p class="say">${request.promise.explain}
      ${' '}<span class="quiet">${t('peek.never_reset')}</span></p>`}
    ${who && html`<p>${who}</p>`}
    <p class="peek__who"><strong>${request.patient.name}</strong>, <span class="numbers">
      ${showPhone(request.patient.phone)}</span><br />${addressText(request)}</p>`;
}
