import { html } from '../lib/html.js';
import { formatTime, t, tCode } from '../lib/i18n.js';

/** The same visits in words, one after the other. */
export function VisitTable({ medics, items, onOpen }) {
  const nameOf = (code) => medics.find((m) => m.code === code)?.name ?? code;
  return html`<details class="visit-table">
    <summary>${t('visits.table', { n: items.length })}</summary>
    <table><thead><tr>
      ${['medic', 'window', 'number', 'place', 'state'].map((c) => html`
        <th scope="col" key=${c}>${t(`visits.col.${c}`)}</th>`)}</tr></thead>
    <tbody>${items.map(({ request: r, on_shift: fits }) => html`
      <tr key=${r.id}><td>${nameOf(r.visit.medic)}</td>
        <td class="numbers">${formatTime(r.visit.window_start)}–${
          formatTime(r.visit.window_end)}
          ${!fits && html` <span class="tag">${t('visits.off_shift')}</span>`}
        </td>
        <td><button type="button" class="button button--link numbers"
          onClick=${() => onOpen(r.id)}>${r.number}</button></td>
        <td>${r.place_name}</td><td>${tCode('state', r.state)}</td></tr>`)}
    </tbody></table>
  </details>`;
}
