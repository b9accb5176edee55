import { html } from '../lib/html.js';
import { language, t } from '../lib/i18n.js';
import { formatNumber } from './values.js';

const LEVELS = 5;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];
const MONDAY = Date.UTC(2026, 0, 5);
const DAY_MS = 24 * 60 * 60 * 1000;

function weekday(n, style) {
  return new Intl.DateTimeFormat(language.get(), {
    weekday: style, timeZone: 'UTC',
  }).format(new Date(MONDAY + (n - 1) * DAY_MS));
}

/** Everybody who called in the hour, on such a day, on average. */
function perDay(cell) {
  return cell ? (cell.posted + cell.calls) / cell.days : 0;
}

function Cell({ cell, max, staff }) {
  const n = perDay(cell);
  const level = n === 0 ? 0 : Math.ceil((n / max) * LEVELS);
  const text = staff ? cell?.staff : formatNumber(n, {
    maximumFractionDigits: n < 10 ? 1 : 0,
  });
  return html`<td class=${`heat__cell heat__cell--${level}`}>
    ${cell ? text : ''}</td>`;
}

/**
 * Hours by weekdays: calls a day, or how many operators they need.  A table:
 * the number stands in each cell, its colour only repeats it.
 * @param {{grid: {weekday: number, hour: number, posted: number,
 *   calls: number, days: number, staff: number}[], staff: boolean}} props
 */
export function HeatMap({ grid, staff }) {
  const hours = grid.map((c) => c.hour);
  const first = Math.min(...hours);
  const span = Array.from({ length: Math.max(...hours) - first + 1 },
    (_, i) => first + i);
  const max = Math.max(...grid.map(perDay));
  const at = new Map(grid.map((c) => [`${c.weekday} ${c.hour}`, c]));
  return html`<div class="heat" tabindex="0" role="group"
      aria-label=${t('reports.heat')}>
    <table><caption class="hidden">
      ${t(staff ? 'reports.heat_staff' : 'reports.heat')}</caption>
    <thead><tr><th scope="col"><span class="hidden">${t('reports.weekday')}
      </span></th>
      ${span.map((h) => html`<th scope="col" key=${h}>${h}</th>`)}</tr></thead>
    <tbody>${WEEKDAYS.map((d) => html`<tr key=${d}>
      <th scope="row" title=${weekday(d, 'long')}>${weekday(d, 'short')}</th>
      ${span.map((h) => html`<${Cell} key=${h} cell=${at.get(`${d} ${h}`)}
        max=${max} staff=${staff} />`)}</tr>`)}</tbody></table></div>`;
}
