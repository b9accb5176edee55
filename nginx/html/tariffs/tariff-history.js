import { html } from '../lib/html.js';
import { formatDate, formatMoney, formatTime, t } from '../lib/i18n.js';

/** Prices the clinic began with are in force since before it had dates. */
function since(from) {
  return from.startsWith('1970-01-01') ? t('tariffs.since_start')
    : t('tariffs.since', { date: formatDate(from) });
}

function moment(at) {
  return `${formatDate(at)}, ${formatTime(at)}`;
}

/** Who did what to it, and why; in the order it happened. */
function Story({ x }) {
  return html`<span class="quiet">${moment(x.recorded_at)}, ${x.recorded_by}
      ${x.reason && html` · ${x.reason}`}</span>
    ${x.approved_by && x.approved_by !== x.recorded_by && html`
      <span class="quiet">${t('tariffs.approved_by',
        { at: moment(x.approved_at), by: x.approved_by })}</span>`}
    ${x.withdrawn_by && html`<span class="quiet">${t('tariffs.withdrawn_by',
      { at: moment(x.withdrawn_at), by: x.withdrawn_by })}
      ${x.withdrawn_reason && html` · ${x.withdrawn_reason}`}</span>`}`;
}

/**
 * Every price of a cell, also those withdrawn: since when, by whom, why.
 * @param {{rows: object[], onWithdraw: (price: object) => void}} props
 */
export function TariffHistory({ rows, onWithdraw }) {
  const lines = [...rows].sort((a, b) => b.valid_from.localeCompare(a.valid_from)
    || Number(b.id) - Number(a.id));
  return html`<section class="card history" aria-labelledby="tariff-history">
    <h2 id="tariff-history">${t('tariffs.history')}</h2>
    <ol>${lines.map((x) => html`<li key=${x.id} class=${`tariff-line
        tariff-line--${x.state}`}>
      <strong class="numbers">${formatMoney(x.price)}</strong>
      <span>${since(x.valid_from)}${' '}
        <span class="tag">${t(`tariffs.state.${x.state}`)}</span>
        ${x.state === 'future' && html` <button type="button"
          class="button button--link" onClick=${() => onWithdraw(x)}>
          ${t('tariffs.withdraw')}</button>`}</span>
      <${Story} x=${x} /></li>`)}</ol>
  </section>`;
}
