import { html } from '../lib/html.js';
import { formatList, formatMoney, hasText, t, tCode } from '../lib/i18n.js';
import { History } from '../ui/history.js';

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
  return html`<${History} path=${`/requests/${encodeURIComponent(id)}`}
    version=${version} words=${(event) => wordsOf(event, only)} />`;
}
