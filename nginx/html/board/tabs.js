import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Kbd } from '../ui/kbd.js';

/** The groups of the board, in order; each request is in exactly one. */
export const GROUPS = ['queued', 'mine', 'others', 'retry', 'scheduled'];

/** @param {import('../lib/types.js').RequestRow} request */
export function groupOf(request, login) {
  if (request.state === 'claimed') {
    return request.claim?.by === login ? 'mine' : 'others';
  }
  if (request.state === 'unreachable') return 'retry';
  return request.state === 'queued' ? 'queued' : 'scheduled';
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
