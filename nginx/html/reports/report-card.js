import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Bars } from './bars.js';
import { CsvLink } from './csv-link.js';
import { GroupName, timeTick } from './group-name.js';
import { ReportParts } from './report-parts.js';
import { ReportTable } from './report-table.js';
import { TimeChart } from './time-chart.js';
import { formatValue, numberOf } from './values.js';

const BEFORE_INK = 2;
const WHOLE = 100; /* per cent */
const TIMES = ['day', 'week', 'month'];

/** The drawn columns over time, and the first of the period before. */
function linesOf(data, columns) {
  const values = (rows, c) => rows.map((r) => numberOf(r[c.name], c.kind));
  const lines = columns.map((c, ink) => ({
    title: c.title, ink, values: values(data.items, c),
  }));
  if (data.previous?.items.length === data.items.length) {
    lines.push({
      title: t('reports.before_of', { what: columns[0].title }),
      ink: BEFORE_INK,
      values: values(data.previous.items, columns[0]),
    });
  }
  return lines;
}

function barsOf(data, { name, kind }) {
  return data.items.map((row) => ({
    key: row.key,
    name: html`<${GroupName} row=${row} by=${data.by} />`,
    value: numberOf(row[name], kind),
    text: formatValue(row[name], kind),
  }));
}

function Picture({ data, columns, title }) {
  if (!TIMES.includes(data.by)) {
    return html`<${Bars} label=${columns[0].title}
      whole=${columns[0].kind === 'share' ? WHOLE : undefined}
      rows=${barsOf(data, columns[0])} />`;
  }
  const lines = linesOf(data, columns);
  if (lines.every((l) => l.values.every((v) => v === null))) {
    return html`<p class="empty">${t('reports.no_data')}</p>`;
  }
  if (data.items.length < 2) return null;
  return html`<${TimeChart} kind=${columns[0].kind} label=${title}
    ticks=${data.items.map((r) => timeTick(r.key, data.by))}
    lines=${lines} />`;
}

/** Without the row of what was not said when nothing falls into it. */
function withoutEmpty(data) {
  const items = data.items.filter((row) => row.key !== null
    || data.columns.some((c) => numberOf(row[c.name], c.kind)));
  return { ...data, items };
}

/** One report: what it counts, its picture, its table, its CSV. */
export function ReportCard({ report, data: found, params }) {
  const title = t(`reports.${report.name}`);
  if (!found) {
    return html`<section class="card report" aria-busy="true"><h2>${title}</h2>
      <p class="empty">${t('loading')}</p></section>`;
  }
  const data = withoutEmpty(found);
  const columns = report.drawn.map((name) => data.columns
    .find((c) => c.name === name));
  const wide = report.parts?.some((part) => data[part]?.length);
  return html`<section class=${`card report${wide ? ' report--wide' : ''}`}
      id=${`report-${report.name}`} aria-labelledby=${`report-${report.name}-title`}>
    <div class="report__main"><header><h2 id=${`report-${report.name}-title`}>${title}</h2>
      <${CsvLink} report=${report.name} params=${params} title=${title} />
    </header>
    <p class="quiet">${t(`reports.lead.${report.name}`)}</p>
    <${Picture} data=${data} columns=${columns} title=${title} />
    <details class="report__details" open=${data.items.length < 2}>
      <summary>${t('reports.table')}</summary>
      <${ReportTable} data=${data} title=${title} /></details></div>
    <${ReportParts} report=${report} data=${data} params=${params} />
  </section>`;
}
