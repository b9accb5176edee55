import { get } from '../lib/api.js';
import { now } from '../lib/clock.js';
import { html, useEffect, useState } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';

/**
 * Who did what with something, last first.
 * @param {{path: string, version: number, words: (event: object) => string}}
 *   props  path: of that something in the API; words: what a step was about
 */
export function History({ path, version, words }) {
  const [items, setItems] = useState([]);
  useEffect(() => {
    const stop = new AbortController();
    get(`${path}/history`, { signal: stop.signal, background: true })
      .then((data) => setItems([...data.items].reverse()), () => {});
    return () => stop.abort();
  }, [path, version]);

  return html`<section class="history" aria-labelledby="history-title">
    <h3 id="history-title">${t('history.title')}</h3>
    <ol>${items.map((e, i) => html`<li key=${items.length - i}>
      <span class="numbers">${formatWhen(e.at, now())}</span>
      <span>${words(e)}</span>
      <span class="quiet">${e.by}</span></li>`)}</ol>
  </section>`;
}
