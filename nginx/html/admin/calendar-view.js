import { clinicParts, now } from '../lib/clock.js';
import { useCell } from '../lib/cell.js';
import { html, useState } from '../lib/html.js';
import { language, t } from '../lib/i18n.js';
import { goWithin, within } from '../lib/route.js';
import { Icon } from '../ui/icon.js';
import { weekdayName } from './row-title.js';
import { TableEditor } from './table-editor.js';
import { useRows } from './use-tables.js';
import { showValue } from './values.js';

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const NONE = [];

/** The days of the month ${first} ("2026-11-01"), with blanks before them. */
function daysOf(first) {
  const [year, month] = first.split('-').map(Number);
  const lead = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const two = (n) => String(n).padStart(2, '0');
  return [...Array(lead).fill(null), ...Array.from({ length: last },
    (_, i) => `${year}-${two(month)}-${two(i + 1)}`)];
}

function shift(first, months) {
  const [year, month] = first.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString()
    .slice(0, 10);
}

/** "8–22", "9:30–18": a day of the month is small. */
function hoursText({ open_min: open, close_min: close }) {
  const brief = (minute) => showValue({ type: 'minute' }, minute)
    .replace(/^0/, '').replace(/:00$/, '');
  return open === close ? t('edit.closed') : `${brief(open)}–${brief(close)}`;
}

function Day({ date, special, usual, today, current, onPick }) {
  const row = special ?? usual;
  return html`<td class=${special ? 'day--special' : ''}><button type="button"
      class="day" aria-pressed=${current ? 'true' : 'false'}
      aria-current=${date === today ? 'date' : undefined}
      onClick=${() => onPick(date, special)}>
    <span class="day__number">${Number(date.slice(8))}</span>
    <span class="day__hours">${row ? hoursText(row) : ''}</span>
    ${special?.note && html`<span class="day__note">${special.note}</span>`}
  </button></td>`;
}

function weeks(days) {
  return Array.from({ length: Math.ceil(days.length / 7) },
    (_, i) => days.slice(i * 7, i * 7 + 7));
}

/** A month of opening hours: days that differ stand out. */
function Month({ onNew }) {
  const today = clinicParts(now()).date;
  const [, current] = useCell(within);
  const [first, setFirst] = useState(`${today.slice(0, 7)}-01`);
  const special = new Map((useRows('calendar') ?? NONE).map((r) => [r.date, r]));
  const usual = new Map((useRows('week-hours') ?? NONE)
    .map((r) => [Number(r.weekday), r]));
  const title = new Intl.DateTimeFormat(language.get(),
    { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(first));
  const pick = (date, row) => (row ? goWithin(['calendar', date])
    : onNew(date));
  return html`<section class="card month" aria-label=${title}>
    <header class="month__head">
      <button type="button" class="button button--icon month__back"
        aria-label=${t('calendar.before')} onClick=${() => setFirst(shift(first, -1))}>
        <${Icon} name="arrow" /></button>
      <h2 aria-live="polite">${title}</h2>
      <button type="button" class="button button--icon"
        aria-label=${t('calendar.after')} onClick=${() => setFirst(shift(first, 1))}>
        <${Icon} name="arrow" /></button>
    </header>
    <table><thead><tr>${WEEK.map((n) => html`<th scope="col" key=${n}>
      ${weekdayName(n, 'short')}</th>`)}</tr></thead>
    <tbody>${weeks(daysOf(first)).map((week, i) => html`<tr key=${i}>
      ${week.map((date, k) => (date ? html`<${Day} key=${date} date=${date}
          special=${special.get(date)} usual=${usual.get(k + 1)} today=${today}
          current=${date === current} onPick=${pick} />`
        : html`<td key=${k} />`))}</tr>`)}</tbody></table>
  </section>`;
}

/** Special days as a month and as a list; a day of the month makes a new row. */
export function CalendarView() {
  const [start, setStart] = useState({});
  function begin(date) {
    setStart({ date, open_min: '10:00', close_min: '18:00' });
    goWithin(['calendar', '+']);
  }
  return html`<${TableEditor} name="calendar" start=${start}
    tools=${html`<${Month} onNew=${begin} />`} />`;
}
