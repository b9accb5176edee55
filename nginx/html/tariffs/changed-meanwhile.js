import { html } from '../lib/html.js';
import { formatDate, formatMoney, formatTime, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';

/** What another admin did to the same price: it is looked at, then sent anew. */
export function ChangedMeanwhile({ problem: { body } }) {
  return html`<div class="notice notice--warn" role="alert">
    <${Icon} name="alert" /><div>
    <p>${t('tariffs.changed', { by: body.by, at: formatTime(body.since) })}</p>
    <ul>${body.changed?.map((x) => html`<li key=${x.id}>
      ${formatMoney(x.price)} ${t('tariffs.since',
        { date: formatDate(x.valid_from) })}: ${t(`tariffs.state.${x.state}`)}
      ${x.reason && html` · ${x.reason}`}</li>`)}</ul></div></div>`;
}
