import { get } from '../lib/api.js';
import { now } from '../lib/clock.js';
import { html, useEffect, useState } from '../lib/html.js';
import {
  formatList, formatMoney, formatWhen, hasText, t, tCode,
} from '../lib/i18n.js';

/** "patient.phone,address.flat" in words. */
function correctedText(names) {
  return formatList(names.split(',').map((name) => t(`contact.${name}`)));
}

const rubles = (text) => formatMoney({ amount: text * 100, currency: 'RUB' });

/** "3900>4900" in words; a price that stays, once. */
const pricesText = (figures) => [...new Set(figures.split('>'))].map(rubles)
  .join(' → ');

/** "green>yellow 3900>4900" in words. */
function zoneText(figures) {
  const [zones, prices] = figures.split(' ');
  return `${zones.split('>').map((z) => tCode('zone', z)).join(' → ')}, ${
    pricesText(prices)}`;
}

/** What else there is to a step; some have codes there. */
function commentText({ action, comment }) {
  if (action.startsWith('change_zone')) return zoneText(comment);
  if (action === 'trip_price') return pricesText(comment);
  return action === 'handover' ? `→ ${comment}` : comment;
}

/** What a step was about: a reason, how a call went, or a mark. */
function reasonText(code, action) {
  if (action === 'correct') return correctedText(code);
  if (action === 'undo') return tCode('event', code);
  const group = ['reason', 'outcome', 'flag']
    .find((g) => hasText(`${g}.${code}`));
  return group ? t(`${group}.${code}`) : code;
}

/** What there is to say of a step, nothing twice. */
function wordsOf(event, only) {
  const { reason, comment, action, by } = event;
  return [...new Set([stepText(event), reason && reasonText(reason, action),
    comment && (!only || by === only) && commentText(event)])]
    .filter(Boolean).join(' · ');
}

function stepText({ action, from, to }) {
  const what = tCode('event', action);
  const state = to && to !== from ? tCode('state', to) : what;
  return state === what ? what : `${what} → ${state}`;
}

/**
 * Who did what with the request, last first.
 * @param {{id: string, version: number, only?: string}} props  only: the
 *   login whose words are shown; others' may be of health
 */
export function RequestHistory({ id, version, only }) {
  const [items, setItems] = useState([]);
  useEffect(() => {
    const stop = new AbortController();
    get(`/requests/${encodeURIComponent(id)}/history`,
      { signal: stop.signal, background: true })
      .then((data) => setItems([...data.items].reverse()), () => {});
    return () => stop.abort();
  }, [id, version]);

  return html`<section class="history" aria-labelledby="history-title">
    <h3 id="history-title">${t('history.title')}</h3>
    <ol>${items.map((e, i) => html`<li key=${items.length - i}>
      <span class="numbers">${formatWhen(e.at, now())}</span>
      <span>${wordsOf(e, only)}</span>
      <span class="quiet">${e.by}</span></li>`)}</ol>
  </section>`;
}
