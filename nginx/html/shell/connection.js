import { connection } from '../lib/api.js';
import { useCell } from '../lib/cell.js';
import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';

/** Says that the server does not answer, and that nothing is lost. */
export function Connection() {
  const { away } = useCell(connection);
  return html`<div role="status" aria-live="assertive">
    ${away && html`<p class="banner"><${Icon} name="unplug" />
      <strong>${t('connection.away')}</strong> ${t('connection.kept')}</p>`}
  </div>`;
}
