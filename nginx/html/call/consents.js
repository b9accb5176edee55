import { html } from '../lib/html.js';
import { formatMoney, t } from '../lib/i18n.js';
import { Check } from '../ui/check.js';
import { change } from './draft.js';

/** What the caller must say yes to. */
export function Consents({ d, total }) {
  return html`<section class="part consents" data-part="consents"
      aria-labelledby="consents-title">
    <h2 id="consents-title">${t('consents.title')}</h2>
    <${Check} pointer="/consent/price" checked=${d.consentPrice}
      onValue=${(consentPrice) => change({ consentPrice })}>
      ${total ? t('consents.price', { total: formatMoney(total) })
        : t('consents.price_unknown')}</${Check}>
    <${Check} pointer="/consent/data" checked=${d.consentData}
      onValue=${(consentData) => change({ consentData })}>
      ${t('consents.data')}</${Check}>
  </section>`;
}
