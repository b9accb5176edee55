import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { showPhone } from '../lib/phone.js';
import { Kbd } from '../ui/kbd.js';

function Clinic({ referral: r }) {
  return html`<span class="clinic">
    <span><strong>${r.name}</strong>${' '}<span class="tag">
      ${t(r.own ? 'referrals.own' : 'referrals.outside')}</span>
      ${r.distance_m === 0 && html`${' '}<span class="tag">
        ${t('referrals.same_district')}</span>`}</span>
    <span><span class="numbers">${showPhone(r.phone)}</span> · ${r.hours}</span>
    <span>${r.address}</span>
    ${r.directions && html`<span class="clinic__way">${r.directions}</span>`}
  </span>`;
}

/** A clinic to choose; what is asked about it stands below. */
function Pick({ referral: r, digit, picked, onPick, first, children }) {
  return html`<label class="choice__option referrals__choice">
      <input type="radio" name="referral" value=${r.code} checked=${picked}
        data-first=${first ? '' : undefined} onChange=${() => onPick(r.code)} />
      <${Clinic} referral=${r} />
      ${digit < 10 && html`<${Kbd}>${digit}</${Kbd}>`}
    </label>
    ${picked && children}`;
}

/**
 * Where a service is done, to be read aloud; with ${onPick} one is chosen, and
 * the children stand below it.
 * @param {{referrals: import('../lib/types.js').Referral[],
 *   picked?: string | null, onPick?: (code: string) => void,
 *   first?: boolean}} props  first: the cursor comes here
 */
export function Referrals({ referrals, picked, onPick, first, children }) {
  if (!onPick) {
    return html`<ul class="referrals" aria-label=${t('referrals.title')}>
      ${referrals.map((r) => html`<li key=${r.code}>
        <${Clinic} referral=${r} /></li>`)}</ul>`;
  }
  return html`<fieldset class="referrals">
    <legend class="hidden">${t('referrals.title')}</legend>
    ${referrals.map((r, i) => html`<${Pick} key=${r.code} referral=${r}
      digit=${i + 1} picked=${r.code === picked} onPick=${onPick}
      first=${first && i === 0}>${children}</${Pick}>`)}
  </fieldset>`;
}
