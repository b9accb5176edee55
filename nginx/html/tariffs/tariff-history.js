import { get, query } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/html.js';
import { formatDate, formatDateTime, formatMoney, t } from '../lib/i18n.js';

/** Prices the clinic began with are in force since before it had dates. */
function since(from) {
  return from.startsWith('1970-01-01') ? t('tariffs.since_start')
    : t('tariffs.since', { date: formatDate(from) });
}

/** Every price of a cell, the newest first: since when, by whom, why. */
export function TariffHistory({ zone, performer }) {
  const [items, setItems] = useState([]);
  useEffect(() => {
    const stop = new AbortController();
    get(`/tariffs/history${query({ zone, performer })}`, { signal: stop.signal })
      .then((data) => setItems([...data.items].sort(
        (a, b) => b.valid_from.localeCompare(a.valid_from),
      )), () => {});
    return () => stop.abort();
  }, [zone, performer]);

  return html`<section class="card history" aria-labelledby="tariff-history">
    <h2 id="tariff-history">${t('tariffs.history')}</h2>
    <ol>${items.map((x) => html`<li key=${x.id} class=${`tariff-line
        tariff-line--${x.state}`}>
      <strong class="numbers">${formatMoney(x.price)}</strong>
      <span>${since(x.valid_from)}
        ${x.state && html` <span class="tag">${t(`tariffs.state.${x.state}`)}
          </span>`}</span>
      <span class="quiet">${formatDateTime(x.recorded_at)}, ${x.recorded_by}
        ${x.reason && html` · ${x.reason}`}</span></li>`)}</ol>
  </section>`;
}
