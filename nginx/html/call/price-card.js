import { html } from '../lib/html.js';
import { formatMoney, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { ZoneBadge } from '../ui/zone-badge.js';
import { Field } from '../ui/field.js';
import { change } from './draft.js';
import { performersOf } from './request-body.js';

const PERFORMERS = ['doctor', 'nurse'];

/** A press takes a performer into the visit or out of it; one must stay. */
function toggled(performers, one) {
  const next = PERFORMERS.filter((p) => (p === one) !== performers.includes(p));
  return next.length ? next : performers;
}

function Trip({ performer, quote, chosen, onToggle }) {
  return html`<button type="button" class="trip" aria-pressed=${chosen ? 'true'
    : 'false'} onClick=${onToggle} title=${t('price.toggle')}>
    <span class="trip__who">${t(`performer.${performer}`)}
      ${chosen && html`<${Icon} name="check" size="15" />`}</span>
    <span class="trip__price">${quote ? formatMoney(quote.total) : '…'}</span>
  </button>`;
}

function Say({ quote }) {
  if (!quote) return null;
  return html`
    <p class="say">${quote.say}</p>
    ${quote.preliminary && html`<p class="quiet">${t('price.preliminary')}</p>`}
    ${quote.discounts.map((d) => html`<p class="quiet" key=${d.code}>
      <${Icon} name="info" size="14" /> ${d.reason}</p>`)}`;
}

/** What the visit costs in this place: both trips at once, and the sentence. */
export function PriceCard({ d, price }) {
  const performers = performersOf(d);
  if (!d.place) {
    return html`<section class="card price" aria-label=${t('price.title')}>
      <p class="empty empty--small">${t('price.no_place')}</p></section>`;
  }
  return html`<section class="card price" aria-label=${t('price.title')}
      aria-live="polite">
    <header class="price__head">
      <h2>${d.place.name}</h2><${ZoneBadge} code=${d.place.zone} />
    </header>
    ${price.problem ? html`<p class="notice notice--bad">
      <${Icon} name="alert" />${price.problem.message}</p>` : html`
      <div class="trips">${PERFORMERS.map((p) => html`<${Trip} key=${p}
        performer=${p} quote=${price[p]} chosen=${performers.includes(p)}
        onToggle=${() => change({ performers: toggled(performers, p) })} />`)}
      </div>
      <${Say} quote=${price.visit} />`}
    ${d.zoneDispute === null
      ? html`<button type="button" class="button button--link"
          onClick=${() => change({ zoneDispute: '' })}>
          ${t('price.dispute')}</button>`
      : html`<${Field} pointer="/zone_dispute" label=${t('price.dispute_words')}
          value=${d.zoneDispute}
          onValue=${(zoneDispute) => change({ zoneDispute })} />`}
  </section>`;
}
