import { useNow } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { BoardRow } from './board-row.js';

const COLUMNS = ['promise', 'number', 'zone', 'patient', 'services', 'address',
  'state'];

/**
 * The requests of a group, most urgent first.
 * @param {{items: object[], group: string, current: string | null,
 *   opened: string | null, onOpen: (id: string) => void,
 *   onCurrent: (id: string) => void}} props
 */
export function BoardTable({ items, group, current, opened, onOpen, onCurrent }) {
  const now = useNow(1000);
  const focusable = items.some((r) => r.id === current) ? current : items[0]?.id;
  return html`<div class="board__scroll" role="tabpanel" id="board-list"
      aria-labelledby=${`tab-${group}`} tabindex=${items.length ? -1 : 0}>
    ${items.length === 0 ? html`<p class="empty">${t(`board.empty.${group}`)}</p>`
      : html`<table class="board__table" role="grid"
          aria-label=${t(`board.${group}`)}>
        <thead><tr>${COLUMNS.map((c) => html`<th key=${c} scope="col">
          ${t(`column.${c}`)}</th>`)}
          <th class="cell--open"><span class="hidden">${t('column.open')}</span>
          </th></tr></thead>
        <tbody>${items.map((r) => html`<${BoardRow} key=${r.id} request=${r}
          now=${now} current=${r.id === focusable} opened=${r.id === opened}
          onOpen=${() => onOpen(r.id)} onFocus=${() => onCurrent(r.id)} />`)}
        </tbody></table>`}
  </div>`;
}
