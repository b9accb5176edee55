import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { later } from '../ui/later.js';
import { FlagsFirst } from './flags-first.js';

const PlacePrice = later(
  async () => (await import('./place-price.js')).PlacePrice,
);

/**
 * What the visit costs in this place: both trips at once, and the sentence,
 * once the red flags let it be said.
 */
export function PriceCard(props) {
  const { d, flags, onFlags } = props;
  if (d.place) return html`<${PlacePrice} ...${props} />`;
  return html`<section class="card price" aria-label=${t('price.title')}>
    <p class="empty empty--small">${t('price.no_place')}</p>
    ${flags.held && html`<${FlagsFirst} state=${flags.state}
      onAsk=${onFlags} />`}</section>`;
}
