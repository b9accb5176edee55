import { html } from '../lib/html.js';
import { formatList, t } from '../lib/i18n.js';

const ORDER = ['wrong', 'changed', 'new'];
const columnName = (name) => t(`card.${name}`);

function Row({ row }) {
  return html`<tr class=${`change-row change-row--${row.action}`}>
    <td class="numbers">${row.line}</td>
    <td><span class=${`tag tag--import-${row.action}`}>
      ${t(`cards.${row.action}`)}</span></td>
    <td>${row.card_no}</td>
    <td>${row.changes.length > 0 && formatList(row.changes.map(columnName))}
      ${row.errors.map((e) => html`<p class="change-row__error" key=${e.column}>
        <strong>${columnName(e.column)}:</strong> ${e.message}</p>`)}</td>
  </tr>`;
}

/** What each row of the file would do; those with faults first. */
export function PatientRows({ seen }) {
  const rows = seen.rows.filter((r) => ORDER.includes(r.action))
    .sort((a, b) => ORDER.indexOf(a.action) - ORDER.indexOf(b.action)
      || a.line - b.line);
  const all = ORDER.reduce((n, kind) => n + seen[kind], 0);
  if (!rows.length) return null;
  return html`<div class="change-rows cards__rows" tabindex="0" role="group"
      aria-label=${t('import.rows')}>
    <table class="change-rows__table">
      <thead><tr><th scope="col">${t('import.head.line')}</th>
        <th scope="col">${t('import.head.what')}</th>
        <th scope="col">${t('card.card_no')}</th>
        <th scope="col">${t('cards.which')}</th></tr></thead>
      <tbody>${rows.map((row) => html`<${Row} key=${row.line} row=${row} />`)}
      </tbody></table>
    ${all > rows.length && html`<p class="quiet cards__more">
      ${t('cards.more', { n: all - rows.length })}</p>`}</div>`;
}
