import { html } from '../lib/html.js';
import { formatDate, formatMoney, t } from '../lib/i18n.js';
import { ZoneBadge } from '../ui/zone-badge.js';

function Row({ row }) {
  return html`<tr class=${`change-row change-row--${row.action}`}>
    <td class="numbers">${row.line}</td>
    <td><span class=${`tag tag--import-${row.action}`}>
      ${t(`import.${row.action}`)}</span></td>
    <td>${row.zone && html`<${ZoneBadge} code=${row.zone} />`}${' '}
      ${row.performer && t(`performer.${row.performer}`)}</td>
    <td class="numbers">${formatMoney(row.price_now)}</td>
    <td class="numbers"><strong>${formatMoney(row.price)}</strong></td>
    <td>${formatDate(row.valid_from)}</td>
    <td>${row.reason}
      ${row.errors.map((e) => html`<p class="change-row__error" key=${e.column}>
        <strong>${t(`import.column.${e.column}`)}:</strong> ${e.message}</p>`)}</td>
  </tr>`;
}

/** What each row of the file would do; those with faults first. */
export function ImportRows({ rows }) {
  const order = ['wrong', 'new', 'same'];
  const sorted = [...rows].sort((a, b) => order.indexOf(a.action)
    - order.indexOf(b.action) || a.line - b.line);
  return html`<div class="change-rows" tabindex="0" role="group"
      aria-label=${t('import.rows')}>
    <table class="change-rows__table">
      <thead><tr>${['line', 'what', 'trip', 'now', 'price', 'from', 'reason']
        .map((name) => html`<th scope="col" key=${name}>
          ${t(`import.head.${name}`)}</th>`)}</tr></thead>
      <tbody>${sorted.map((row) => html`<${Row} key=${row.line} row=${row} />`)}
      </tbody></table></div>`;
}
