import { html } from '../lib/html.js';
import { formatMoney, t } from '../lib/i18n.js';
import { ZoneBadge } from '../ui/zone-badge.js';

const PERIODS = [30, 90, 365];

function signed(money) {
  return (money.amount > 0 ? '+' : '') + formatMoney(money);
}

/** Before and after as two bars of one scale; the table beside says it too. */
function Bars({ row, max }) {
  const width = (money) => `${(100 * money.amount) / (max || 1)}%`;
  return html`<svg class="effect__bars" width="100%" height="20"
      aria-hidden="true">
    <rect class="effect__old" y="1" height="8" width=${width(row.old)} />
    <rect class="effect__new" y="11" height="8" width=${width(row.new)} />
  </svg>`;
}

function Row({ row, max }) {
  return html`<tr>
    <th scope="row"><${ZoneBadge} code=${row.zone} />${' '}
      ${t(`performer.${row.performer}`)}</th>
    <td>${row.count}</td>
    <td>${formatMoney(row.old)}</td>
    <td>${formatMoney(row.new)}</td>
    <td><strong>${signed(row.difference)}</strong></td>
    <td class="effect__chart"><${Bars} row=${row} max=${max} /></td>
  </tr>`;
}

function Table({ effect }) {
  const max = Math.max(...effect.rows.flatMap(
    (r) => [r.old.amount, r.new.amount]));
  return html`<table class="effect__table">
    <thead><tr>
      ${['what', 'count', 'old', 'new', 'difference'].map((name) => html`
        <th scope="col" key=${name}>${t(`effect.${name}`)}</th>`)}
      <th scope="col" class="effect__chart"><span class="effect__key effect__key--old">
        ${t('effect.before')}</span> <span class="effect__key effect__key--new">
        ${t('effect.after')}</span></th></tr></thead>
    <tbody>${effect.rows.map((row) => html`<${Row}
      key=${`${row.zone} ${row.performer}`} row=${row} max=${max} />`)}</tbody>
    ${effect.rows.length > 1 && html`<tfoot><tr>
      <th scope="row">${t('effect.total')}</th>
      <td>${effect.total.count}</td>
      <td>${formatMoney(effect.total.old)}</td>
      <td>${formatMoney(effect.total.new)}</td>
      <td><strong>${signed(effect.total.difference)}</strong></td>
      <td class="effect__chart"></td></tr></tfoot>`}
  </table>`;
}

/**
 * What new prices would have brought, before they are published.
 * @param {{effect: object | null, pending: boolean, days: number,
 *   onDays: (n: number) => void}} props
 */
export function Effect({ effect, pending, days, onDays }) {
  return html`<section class="effect" aria-labelledby="effect-title"
      aria-busy=${pending ? 'true' : undefined}>
    <header class="effect__head"><h3 id="effect-title">${t('effect.title')}</h3>
      <label class="effect__days">${t('effect.period')}
        <select class="input" value=${days}
          onChange=${(e) => onDays(Number(e.currentTarget.value))}>
          ${PERIODS.map((n) => html`<option key=${n} value=${n}
            selected=${n === days}>${t('effect.days', { n })}</option>`)}
        </select></label></header>
    ${effect && html`<${Table} effect=${effect} />
      <ul class="effect__notes">
        <li>${t('effect.declined', { n: effect.declined_for_price })}</li>
        ${effect.open_quotes > 0 && html`<li>${t('effect.open_quotes',
          { n: effect.open_quotes })}</li>`}
      </ul>`}
    ${!effect && html`<p class="quiet">${t(pending ? 'effect.pending'
      : 'effect.unknown')}</p>`}
  </section>`;
}
