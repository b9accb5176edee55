import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';

/**
 * Bars with their names and values: a table, so that it can be heard as well.
 * @param {{label: string, rows: {key: string, name: any, value: number | null,
 *   text: string}[], whole?: number}} props  whole: what a full bar stands for
 */
export function Bars({ label, rows, whole }) {
  const max = whole ?? Math.max(...rows.map((r) => r.value ?? 0), 0);
  const width = (v) => `${max > 0 ? Math.max(0, (v / max) * 100) : 0}%`;
  return html`<table class="bars"><caption class="hidden">${label}</caption>
    <thead class="hidden"><tr><th scope="col">${t('reports.group')}</th>
      <th scope="col">${t('reports.picture')}</th>
      <th scope="col">${label}</th></tr></thead>
    <tbody>${rows.map((r) => html`<tr key=${r.key}>
      <th scope="row">${r.name}</th>
      <td class="bars__bar" aria-hidden="true"><svg width="100%" height="14">
        <rect class="bars__all" width="100%" height="14" rx="3" />
        <rect width=${width(r.value ?? 0)} height="14" rx="3" /></svg></td>
      <td class="numbers">${r.text}</td></tr>`)}</tbody></table>`;
}
