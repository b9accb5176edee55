import { html, useEffect, useRef } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { VerdictMark } from '../call/verdict-mark.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { ZoneBadge } from '../ui/zone-badge.js';
import { choiceText } from './edit-text.js';
import { rowTitle } from './row-title.js';
import { showValue } from './values.js';

function hours({ open_min: open, close_min: close }) {
  if (open === close) return t('edit.closed');
  const minute = (n) => showValue({ type: 'minute' }, n);
  return `${minute(open)}–${minute(close)}`;
}

/** What one looks for in a list beside the name. */
function Marks({ row, mark }) {
  return html`
    ${mark?.(row)}
    ${row.verdict && html`<${VerdictMark} verdict=${row.verdict} />`}
    ${row.outcome && html`<span class="tag">${choiceText({ type: 'outcome' },
      row.outcome)}</span>`}
    ${row.zone && html`<${ZoneBadge} code=${row.zone} />`}
    ${row.open_min !== undefined && html`<span class="numbers">${hours(row)}
      </span>`}
    ${row.approved === false && html`<span class="tag">${t('edit.sample')}
      </span>`}
    ${row.active === false && html`<span class="tag">${t('edit.off')}</span>`}
    ${row.roles?.map((r) => html`<span class="tag" key=${r}>${t(`role.${r}`)}
      </span>`)}
    ${row.must_change && html`<span class="tag tag--typed">
      ${t('people.must_change')}</span>`}
    ${row.totp && html`<span class="tag">${t('people.totp')}</span>`}
    ${row.sessions > 0 && html`<span class="people-in">${t('people.in',
      { n: row.sessions })}</span>`}
    ${row.value !== undefined && html`<strong class="numbers">${row.value}
      </strong>`}`;
}

function Row({
  table, row, current, dirty, onPick, mark,
}) {
  const key = String(row[table.key]);
  const ref = useRef(null);
  useEffect(() => {
    if (current) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return html`<li role="option" id=${`row-${key}`} ref=${ref} data-key=${key}
      class="edit-row" aria-selected=${current ? 'true' : 'false'}
      onClick=${() => onPick(key)}>
    <span class="edit-row__title">${rowTitle(table, row)}</span>
    <span class="edit-row__marks">${dirty && html`<span class="tag tag--typed">
        ${t('edit.typed')}</span>`}<${Marks} row=${row}
        mark=${mark} /></span>
    <span class="edit-row__key">${row[table.shown ?? table.key]}</span>
  </li>`;
}

const SHOWN_MAX = 300; // a list of thousands would be slow to draw

/** The rows around the current one; the rest is found by the filter. */
function shownOf(rows, at) {
  const from = Math.max(0, Math.min(at - SHOWN_MAX / 2, rows.length - SHOWN_MAX));
  return rows.slice(from, from + SHOWN_MAX);
}

/**
 * Rows with a filter as one types; arrows move in the list from the filter.
 * @param {{table: {table: string, key: string, shown?: string},
 *   rows: object[], current: string | null, filter: string, onFilter: (text: string) => void, dirty: Set<string>,
 *   onPick: (key: string) => void, onEnter: () => void,
 *   onRemove: () => void, tools?: any, mark?: (row: object) => any,
 *   empty?: string}} props  empty: said when there is no row at all
 */
export function RowList({
  table, rows, current, filter, onFilter, dirty, onPick, onEnter, onRemove,
  tools, mark, empty = t('edit.no_rows'),
}) {
  const keys = rows.map((row) => String(row[table.key]));
  function move(step) {
    const at = keys.indexOf(current);
    const to = at < 0 ? 0 : at + step;
    if (keys.length) onPick(keys[Math.min(Math.max(to, 0), keys.length - 1)]);
  }
  const MOVES = {
    ArrowDown: 1, ArrowUp: -1, PageDown: 12, PageUp: -12,
  };
  function onKeyDown(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const inList = event.target.getAttribute('role') === 'listbox';
    const step = MOVES[event.code]
      ?? (inList && { Home: -Infinity, End: Infinity }[event.code]);
    if (step) move(step);
    else if (/Enter$/.test(event.code) && current) onEnter();
    else if (event.code === 'Delete' && inList && current) onRemove();
    else if (event.code === 'Escape' && filter) onFilter('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return html`<section class="edit-list card" onKeyDown=${onKeyDown}>
    <header class="edit-list__head">
      <span class="edit-list__filter"><${Icon} name="search" />
        <input class="input" id="edit-filter" type="search" autocomplete="off"
          aria-label=${t('edit.filter')} placeholder=${t('edit.filter')}
          aria-keyshortcuts="/" value=${filter}
          onInput=${(e) => onFilter(e.currentTarget.value)} /><${Kbd}>/</${Kbd}>
      </span>
      ${tools}
    </header>
    ${rows.length ? html`<ul role="listbox" tabindex="0" id="edit-rows"
        class="edit-list__rows" aria-label=${t(`table.${table.table}`)}
        aria-activedescendant=${keys.includes(current) ? `row-${current}`
          : undefined}>
      ${shownOf(rows, keys.indexOf(current)).map((row) => html`<${Row} key=${row[table.key]} table=${table}
        row=${row} current=${String(row[table.key]) === current}
        dirty=${dirty.has(String(row[table.key]))} onPick=${onPick}
        mark=${mark} />`)}</ul>`
    : html`<p class="empty">${filter ? t('edit.nothing_found')
      : empty}</p>`}
    <p class="edit-list__count quiet" role="status">${t('edit.count',
      { n: rows.length })}${rows.length > SHOWN_MAX && `; ${t('edit.shown',
      { n: SHOWN_MAX })}`}</p>
  </section>`;
}
