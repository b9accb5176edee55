import { now } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { formatMoney, formatWhen, t } from '../lib/i18n.js';
import { FieldError } from '../ui/field-error.js';
import { Field } from '../ui/field.js';
import { useField } from '../ui/form-context.js';
import { Icon } from '../ui/icon.js';
import { ZoneBadge } from '../ui/zone-badge.js';
import { change } from './draft.js';
import { FlagsFirst } from './flags-first.js';
import { performersOf } from './request-body.js';

const PERFORMERS = ['doctor', 'nurse'];

/** A press takes a performer into the visit or out of it; one must stay. */
function toggled(performers, one) {
  const next = PERFORMERS.filter((p) => (p === one) !== performers.includes(p));
  return next.length ? next : performers;
}

/** The trip of one performer: as spoken when it was, else by the tariff. */
function lineOf(performer, price) {
  const of = (quote) => quote?.lines
    .find((l) => l.code === `trip_${performer}`);
  return of(price.spoken) ?? of(price[performer]);
}

function Trip({ performer, line, chosen, onToggle }) {
  return html`<button type="button" class="trip" aria-pressed=${chosen ? 'true'
    : 'false'} onClick=${onToggle} title=${t('price.toggle')}>
    <span class="trip__who">${t(`performer.${performer}`)}
      ${chosen && html`<${Icon} name="check" size="15" />`}</span>
    <span class="trip__price">${line ? formatMoney(line.price) : '…'}</span>
    ${line?.in_trip_group && html`
      <span class="trip__why">${t('price.in_trip')}</span>`}
  </button>`;
}

/** Until when the spoken price holds, and what a newer tariff says. */
function Validity({ spoken, visit }) {
  if (!spoken) {
    return html`<p class="price__tariff">${t('price.tariff',
      { version: visit.tariff_version })}</p>`;
  }
  const until = formatWhen(spoken.valid_until, now());
  return html`<p class="price__tariff">${t('price.kept',
      { total: formatMoney(spoken.total), time: until,
        version: spoken.tariff_version })}
    ${visit && visit.total.amount !== spoken.total.amount && html`
      ${' '}<strong>${t('price.kept_differs',
        { today: formatMoney(visit.total) })}</strong>`}</p>`;
}

function Say({ price, promise }) {
  const quote = price.spoken ?? price.visit;
  if (!quote) return null;
  return html`
    <p class="say">${quote.say}
      ${promise?.out_of_hours && html` ${promise.explain}`}</p>
    ${quote.preliminary && html`<p class="quiet">${t('price.preliminary')}</p>`}
    ${quote.discounts.map((d) => html`<p class="quiet" key=${d.code}>
      <${Icon} name="info" size="14" /> ${d.reason}</p>`)}
    <${Validity} spoken=${price.spoken} visit=${price.visit} />`;
}

/** The trip is that of the patient before, until it is taken apart. */
function SharedTrip({ group }) {
  const { id, error } = useField('/trip_group');
  if (!group) return null;
  return html`<p class="notice price__trip"><${Icon} name="info" />
    <span>${t('price.shared', { number: group.number.replace('-', '‑') })}
      ${' '}<button type="button" class="button button--link" id=${id}
        onClick=${() => change({ tripGroup: null })}>
        ${t('price.apart')}</button>
      <${FieldError} id=${id} text=${error} /></span></p>`;
}

function Dispute({ words }) {
  if (words === null) {
    return html`<button type="button" class="button button--link"
      onClick=${() => change({ zoneDispute: '' })}>
      ${t('price.dispute')}</button>`;
  }
  return html`<${Field} pointer="/zone_dispute" label=${t('price.dispute_words')}
    value=${words} onValue=${(zoneDispute) => change({ zoneDispute })} />`;
}

/** The prices of the place of ${d}: both trips at once, and the sentence. */
export function PlacePrice({ d, price, promise, flags, onFlags }) {
  const performers = performersOf(d);
  return html`<section class="card price" aria-label=${t('price.title')}
      aria-live="polite">
    <header class="price__head">
      <h2>${d.place.name}</h2><${ZoneBadge} code=${d.place.zone} />
    </header>
    <${SharedTrip} group=${d.tripGroup} />
    ${d.priceExpired && html`<p class="notice notice--warn">
      <${Icon} name="clock" />${t('price.expired')}</p>`}
    ${price.problem ? html`<p class="notice notice--bad">
      <${Icon} name="alert" />${price.problem.message}</p>` : html`
      <div class="trips">${PERFORMERS.map((p) => html`<${Trip} key=${p}
        performer=${p} line=${lineOf(p, price)} chosen=${performers.includes(p)}
        onToggle=${() => change({ performers: toggled(performers, p) })} />`)}
      </div>
      ${flags.held ? html`<${FlagsFirst} state=${flags.state}
        onAsk=${onFlags} />` : html`
        <${Say} price=${price} promise=${promise} />`}`}
    <${Dispute} words=${d.zoneDispute} />
  </section>`;
}
