import { clinicParts } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Kbd } from '../ui/kbd.js';

/** The groups of the board, in order; each request is in exactly one. */
export const GROUPS = ['queued', 'mine', 'others', 'retry', 'scheduled', 'later'];

/** Those with a visit: today's (and what is left of before), and the rest. */
const VISITS = new Set(['scheduled', 'later']);

/**
 * @param {import('../lib/types.js').RequestRow} request
 * @param {string} login
 * @param {string} today  the clinic's, "2026-11-23"
 */
function groupOf(request, login, today) {
  if (request.state === 'claimed') {
    return request.claim?.by === login ? 'mine' : 'others';
  }
  if (request.state === 'unreachable') return 'retry';
  if (request.state === 'queued') return 'queued';
  const start = request.visit?.window_start;
  return start && clinicParts(Date.parse(start)).date > today
    ? 'later' : 'scheduled';
}

const byWindow = (a, b) => (a.visit?.window_start ?? '')
  .localeCompare(b.visit?.window_start ?? '');

/** ${items}, ordered by promise, by group; visits by their windows. */
export function grouped(items, login, today) {
  const groups = Object.fromEntries(GROUPS.map((g) => [g, []]));
  for (const r of items) groups[groupOf(r, login, today)].push(r);
  for (const g of VISITS) groups[g].sort(byWindow);
  return groups;
}

export function Tabs({ counts, current, onPick }) {
  function onKeyDown(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.code];
    if (!step) return;
    event.preventDefault();
    const n = GROUPS.length;
    const next = GROUPS[(GROUPS.indexOf(current) + step + n) % n];
    onPick(next);
    document.getElementById(`tab-${next}`)?.focus();
  }
  return html`<div class="tabs" role="tablist" aria-label=${t('board.groups')}
      onKeyDown=${onKeyDown}>
    ${GROUPS.map((group, i) => html`<button type="button" role="tab" key=${group}
      id=${`tab-${group}`} class="tab" aria-controls="board-list"
      aria-selected=${group === current ? 'true' : 'false'}
      tabindex=${group === current ? 0 : -1} onClick=${() => onPick(group)}>
      ${t(`board.${group}`)} <span class="tab__count">${counts[group]}</span>
      <${Kbd}>${i + 1}</${Kbd}></button>`)}
  </div>`;
}
