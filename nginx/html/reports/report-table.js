import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { GroupName } from './group-name.js';
import { formatBasis, formatValue } from './values.js';

function Cells({ columns, row }) {
  return columns.map(({ name, kind }) => html`<td key=${name} class="numbers"
    title=${formatBasis(row[name], kind)}>${formatValue(row[name], kind)}</td>`);
}

/** All rows of a report; those of the period before as one line at its end. */
export function ReportTable({ data, title }) {
  const { columns, items, total, previous } = data;
  return html`<div class="report__scroll" tabindex="0" role="group"
      aria-label=${title}>
    <table class="report__table"><caption class="hidden">${title}</caption>
      <thead><tr><th scope="col">${t(`reports.by.${data.by}`)}</th>
        ${columns.map((c) => html`<th scope="col" key=${c.name}>
          ${c.title}</th>`)}</tr></thead>
      <tbody>${items.map((row) => html`<tr key=${row.key}>
        <th scope="row"><${GroupName} row=${row} by=${data.by} /></th>
        <${Cells} columns=${columns} row=${row} /></tr>`)}</tbody>
      <tfoot><tr><th scope="row">${t('reports.total')}</th>
        <${Cells} columns=${columns} row=${total} /></tr>
        ${previous && html`<tr><th scope="row">${t('reports.before')}</th>
          <${Cells} columns=${columns} row=${previous.total} /></tr>`}
      </tfoot></table></div>`;
}
