import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { showPhone } from '../lib/phone.js';

/**
 * Where a service is done; with ${onRefer} the operator records the help.
 * @param {{referrals: import('../lib/types.js').Referral[],
 *   onRefer?: (code: string) => void, referred?: string | null}} props
 */
export function Referrals({ referrals, onRefer, referred }) {
  return html`<ul class="referrals" aria-label=${t('referrals.title')}>
    ${referrals.map((r) => html`<li key=${r.code}>
      <p><strong>${r.name}</strong> <span class="tag">
        ${t(r.own ? 'referrals.own' : 'referrals.outside')}</span></p>
      <p>${r.address}</p>
      <p class="numbers">${showPhone(r.phone)} · ${r.hours}</p>
      ${onRefer && html`<button type="button" class="button button--small"
        disabled=${referred !== null} onClick=${() => onRefer(r.code)}>
        ${t(referred === r.code ? 'referrals.recorded' : 'referrals.record')}
      </button>`}
    </li>`)}
  </ul>`;
}
