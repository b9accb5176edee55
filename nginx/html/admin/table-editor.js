import { useCell } from '../lib/cell.js';
import { afterRender, html, useLayoutEffect, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { goWithin, within } from '../lib/route.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { begin, RowEditor } from './row-editor.js';
import { RowList } from './row-list.js';
import { useTyped } from './typed.js';
import { useRows, useTable } from './use-tables.js';
import { matches } from './values.js';

const NEW = '+'; // no key of a row

function focusForm() {
  afterRender(() => document.querySelector(
    '.edit-form__fields :is(input, select, textarea)')?.focus());
}

function focusList() {
  (document.getElementById('edit-rows')
    ?? document.getElementById('edit-filter'))?.focus();
}

/** Filter of the list and the row picked, which stands in the address. */
function useList(table, rows, keep) {
  const [filter, setFilter] = useState('');
  const [name, key = null] = useCell(within);
  const shown = (rows ?? []).filter((r) => (!keep || keep(r))
    && (!filter || matches(r, filter)));
  const row = rows?.find((r) => String(r[table.key]) === key) ?? null;
  const pick = (next, options) => goWithin([name, ...(next ? [next] : [])],
    options);
  return {
    filter, setFilter, shown, key, row, pick,
  };
}

/**
 * The rows of one table beside the one that is edited.
 * @param {{table: object, rows: object[], tools?: any,
 *   keep?: (row: object) => boolean, start?: object, guard?: Function,
 *   above?: (row: object) => any, below?: (row: object) => any,
 *   beside?: (typed: object) => any, order?: (a: object, b: object) => number,
 *   mark?: (row: object) => any}} props  beside: what follows what is typed;
 *   order: of the list, mark: what its rows show besides;
 *   keep: which rows are listed; start: what a new row begins with
 */
function Editor({
  table, rows, tools, keep: listed, start, guard, above, below, beside, order,
  mark,
}) {
  const {
    filter, setFilter, shown, key, row, pick,
  } = useList(table,
    order ? [...rows].sort(order) : rows, listed);
  const typed = useTyped(table.table);
  const isNew = key === NEW && table.add;
  const kept = typed.of(key) ?? (row || isNew ? begin(table, row, start) : null);

  function add() {
    pick(NEW);
    focusForm();
  }
  function onMade(made) {
    typed.keep(NEW, null);
    pick(String(made[table.key]), { replace: true });
  }
  function onGone() {
    typed.keep(key, null);
    const at = shown.findIndex((r) => String(r[table.key]) === key);
    const next = shown[at + 1] ?? shown[at - 1];
    pick(next ? String(next[table.key]) : null, { replace: true });
    focusList();
  }
  useHotkeys({
    Slash: () => document.getElementById('edit-filter')?.focus(),
    Escape: focusList,
    ...(table.add && { KeyN: add }),
  });
  useLayoutEffect(() => {
    if (!key) document.getElementById('edit-filter')?.focus();
  }, [table.table]);

  return html`<${RowList} table=${table} rows=${shown} current=${key}
      filter=${filter} onFilter=${setFilter} dirty=${typed.keys()}
      onPick=${(next) => pick(next, { replace: Boolean(key) })}
      onEnter=${focusForm} onRemove=${() => focusForm()}
      mark=${mark} tools=${html`${tools}${table.add && html`<button type="button"
        class="button button--small" onClick=${add}><${Icon} name="plus"
        size="16" />${t('edit.add')}<${Kbd}>N</${Kbd}></button>`}`} />
    ${kept ? html`<${RowEditor} key=${`${table.table} ${key}`} table=${table}
      row=${row} kept=${kept} guard=${guard} onMade=${onMade} onGone=${onGone}
      keep=${(next) => typed.keep(key, next)}
      above=${above?.(row)} below=${html`${beside?.(kept.typed)}${row
        && below?.(row)}`} />`
    : html`<p class="empty card">${key && key !== NEW ? t('edit.gone')
      : t('edit.pick')}</p>`}`;
}

/** The editor of the table ${name}, once what it needs is there. */
export function TableEditor({ name, ...props }) {
  const table = useTable(name);
  const rows = useRows(name);
  if (!table || !rows) {
    return html`<p class="empty card edit-wait" aria-busy="true">
      ${t('loading')}</p>`;
  }
  return html`<${Editor} table=${table} rows=${rows} ...${props} />`;
}
