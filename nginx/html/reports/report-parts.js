import { html, useState } from '../lib/html.js';
import { formatDate, hasText, t, tCode } from '../lib/i18n.js';
import { Bars } from './bars.js';
import { CsvLink } from './csv-link.js';
import { HeatMap } from './heat-map.js';
import { formatNumber } from './values.js';

const ROWS_MAX = 12;

function Part({ report, params, part, title, children }) {
  return html`<div class="report__part"><header>
    <h3>${title}</h3>
    <${CsvLink} report=${report} params=${params} part=${part}
      title=${title} /></header>${children}</div>`;
}

/** What a service is called, or a reason of requests or of calls. */
function nameOf({ title, code }) {
  if (title) return title;
  return tCode(hasText(`reason.${code}`) ? 'reason' : 'call_reason', code);
}

function Codes({ list, title, referred }) {
  const rows = [...list].sort((a, b) => b.count - a.count).slice(0, ROWS_MAX);
  return html`<${Bars} label=${title} rows=${rows.map((r) => ({
    key: r.code,
    name: nameOf(r),
    value: r.count,
    text: referred ? t('reports.referred',
      { n: formatNumber(r.count), referred: formatNumber(r.referred) })
      : formatNumber(r.count),
  }))} />`;
}

function Terms({ list }) {
  return html`<table class="report__table"><caption class="hidden">
    ${t('reports.part.terms')}</caption>
    <thead><tr>${['term', 'count', 'last'].map((c) => html`<th scope="col"
      key=${c}>${t(`reports.${c}`)}</th>`)}</tr></thead>
    <tbody>${list.slice(0, ROWS_MAX).map((r) => html`<tr key=${r.term}>
      <th scope="row">${r.term}</th>
      <td class="numbers">${formatNumber(r.count)}</td>
      <td class="numbers">${formatDate(r.last)}</td></tr>`)}</tbody></table>`;
}

function Grid({ list }) {
  const [staff, setStaff] = useState(false);
  return html`<label class="check__label"><input type="checkbox"
      checked=${staff} onChange=${(e) => setStaff(e.currentTarget.checked)} />
    <span>${t('reports.show_staff')}</span></label>
    <${HeatMap} grid=${list} staff=${staff} />`;
}

const SHOWN = {
  services: (props) => html`<${Codes} ...${props} referred />`,
  reasons: Codes,
  terms: Terms,
  grid: Grid,
};

/** What a report has beside its rows, each with its own CSV. */
export function ReportParts({ report, data, params }) {
  return (report.parts ?? []).filter((part) => data[part]?.length)
    .map((part) => {
      const title = t(`reports.part.${part}`);
      return html`<${Part} key=${part} report=${report.name} params=${params}
        part=${part} title=${title}><${SHOWN[part]} list=${data[part]}
          title=${title} /></${Part}>`;
    });
}
