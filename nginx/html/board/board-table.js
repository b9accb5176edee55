import { clinicParts, useNow } from '../lib/clock.js';
import { html, useLayoutEffect, useRef } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { BoardRow } from './board-row.js';
import { useWindow } from './use-window.js';
import { pieces } from './window.js';

const COLUMNS = ['promise', 'number', 'zone', 'patient', 'services', 'address',
  'state'];

/** The room of rows that are not drawn. */
function Gap({ px }) {
  const cell = useRef(null);
  useLayoutEffect(() => {
    cell.current.style.height = `${px}px`;
  }, [px]);
  return html`<tr class="gap" aria-hidden="true">
    <td ref=${cell} colspan=${COLUMNS.length + 1} /></tr>`;
}

/**
 * The requests of a group, in their order; of many those in sight.
 * @param {{items: object[], group: string, current: string | null,
 *   opened: string | null, picked: {has: (id: string) => boolean},
 *   onOpen: (id: string) => void, onCurrent: (id: string) => void}} props
 */
export function BoardTable({
  items, group, current, opened, picked, onOpen, onCurrent,
}) {
  const { date: today } = clinicParts(useNow(60000));
  const { box, row, first, last } = useWindow(items.length);
  const found = items.findIndex((r) => r.id === current);
  const kept = found < 0 ? 0 : found;

  return html`<div class="board__scroll" role="tabpanel" id="board-list" ref=${box}
      aria-label=${t(`board.${group}`)} tabindex=${items.length ? -1 : 0}>
    ${items.length === 0 ? html`<p class="empty">${t(`board.empty.${group}`)}</p>`
      : html`<table class="board__table" role="grid"
          aria-label=${t(`board.${group}`)} aria-rowcount=${items.length + 1}>
        <thead><tr aria-rowindex="1">${COLUMNS.map((c) => html`
          <th key=${c} scope="col">${t(`column.${c}`)}</th>`)}
          <th class="cell--open"><span class="hidden">${t('column.open')}</span>
          </th></tr></thead>
        <tbody>${pieces({ count: items.length, first, last, kept })
          .map(({ at, gap, before }) => {
            if (gap) return html`<${Gap} key=${`gap${before}`} px=${gap * row} />`;
            const r = items[at];
            return html`<${BoardRow} key=${r.id} request=${r} index=${at + 2}
              today=${today} current=${at === kept} opened=${r.id === opened}
              picked=${picked.has(r.id)}
              onOpen=${onOpen} onFocus=${onCurrent} />`;
          })}
        </tbody></table>`}
  </div>`;
}
