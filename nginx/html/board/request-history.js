import { get } from '../lib/api.js';
import { now } from '../lib/clock.js';
import { html, useEffect, useState } from '../lib/html.js';
import { formatWhen, t, tCode } from '../lib/i18n.js';

/** Who did what with the request, last first. */
export function RequestHistory({ id, version }) {
  const [items, setItems] = useState([]);
  useEffect(() => {
    const stop = new AbortController();
    get(`/requests/${encodeURIComponent(id)}/history`, { signal: stop.signal })
      .then((data) => setItems([...data.items].reverse()), () => {});
    return () => stop.abort();
  }, [id, version]);

  return html`<section class="history" aria-labelledby="history-title">
    <h3 id="history-title">${t('history.title')}</h3>
    <ol>${items.map((e, i) => html`<li key=${items.length - i}>
      <span class="numbers">${formatWhen(e.at, now())}</span>
      <span>${tCode('event', e.action)}${e.to && e.to !== e.from
        ? html` → ${tCode('state', e.to)}` : ''}
        ${e.reason && html` · ${tCode('reason', e.reason)}`}
        ${e.comment && html` · ${e.comment}`}</span>
      <span class="quiet">${e.by}</span></li>`)}</ol>
  </section>`;
}
