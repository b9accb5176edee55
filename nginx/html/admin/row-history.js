import { get, query } from '../lib/api.js';
import { now } from '../lib/clock.js';
import { html, useEffect, useState } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';
import { fieldLabel, valueText } from './edit-text.js';
import { RowVersions } from './row-versions.js';
import { useRows } from './use-tables.js';

function Change({ table, change: { field, before, after } }) {
  const known = table.fields.find((f) => f.name === field)
    ?? { name: field, type: 'text' };
  return html`<li><span class="quiet">${fieldLabel(table, field)}:</span>${' '}
    <del>${valueText(known, before)}</del> →${' '}
    <ins>${valueText(known, after)}</ins></li>`;
}

/** Who changed a row, when, from what to what; read from the audit. */
export function RowHistory({ table, id, version }) {
  const [items, setItems] = useState(null);
  const [open, setOpen] = useState(false);
  const row = useRows(table.table)?.find((r) => String(r[table.key])
    === String(id));
  useEffect(() => {
    const stop = new AbortController();
    get(`/edit-history/${table.table}${query({ key: id })}`,
      { signal: stop.signal, background: true })
      .then((data) => setItems(data.items), () => {});
    return () => stop.abort();
  }, [table.table, id, version]);
  if (!items) return null;

  return html`<section class="card story" aria-labelledby="story-title">
    <h2 id="story-title">${t('edit.history')}</h2>
    ${items.length === 0 && html`<p class="empty empty--small">
      ${t('edit.no_history')}</p>`}
    ${row && items.length > 0 && html`<button type="button"
      class="button button--small" onClick=${() => setOpen(true)}>
      ${t('edit.versions')}</button>`}
    ${open && row && html`<${RowVersions} table=${table} row=${row}
      events=${items} onClose=${() => setOpen(false)} />`}
    <ol>${items.map((e, i) => html`<li key=${items.length - i}>
      <p><span class="numbers">${formatWhen(e.at, now())}</span>${' '}
        <strong>${e.by}</strong> ${t(`edit.did.${e.action}`)}</p>
      ${e.action !== 'create' && html`<ul>${e.changes.map((c) => html`
        <${Change} key=${c.field} table=${table} change=${c} />`)}</ul>`}
    </li>`)}</ol>
  </section>`;
}
