import { Away, get, query } from '../lib/api.js';
import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { saveFile } from '../lib/save-file.js';
import { Icon } from '../ui/icon.js';
import { toast } from '../ui/toast.js';

/** The rows of a report, or one part of it, for a spreadsheet. */
export function CsvLink({ report, params, part, title }) {
  const [busy, setBusy] = useState(false);
  async function load() {
    setBusy(true);
    try {
      const name = [report, part, params.from, params.to];
      saveFile(await get(`/reports/${report}${query({
        ...params, compare: undefined, part,
      })}`, { accept: 'text/csv' }), `${name.filter(Boolean).join('_')}.csv`);
    } catch (problem) {
      toast(problem instanceof Away ? t('connection.away') : problem.message,
        'bad');
    } finally {
      setBusy(false);
    }
  }
  return html`<button type="button" class="button button--small" disabled=${busy}
    aria-label=${t('reports.csv_of', { title })} onClick=${load}>
    <${Icon} name="arrow" size="15" />CSV</button>`;
}
