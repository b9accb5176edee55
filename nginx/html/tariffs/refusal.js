import { html } from '../lib/html.js';
import { formatDate, formatMoney, formatTime, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { saying } from './tariff-calls.js';

/** What another admin did to the same price: it is looked at, then sent anew. */
function ChangedMeanwhile({ problem: { body } }) {
  return html`<div class="notice notice--warn" role="alert">
    <${Icon} name="alert" /><div>
    <p>${t('tariffs.changed', { by: body.by, at: formatTime(body.since) })}</p>
    <ul>${body.changed?.map((x) => html`<li key=${x.id}>
      ${formatMoney(x.price)} ${t('tariffs.since',
        { date: formatDate(x.valid_from) })}: ${t(`tariffs.state.${x.state}`)}
      ${x.reason && html` · ${x.reason}`}</li>`)}</ul></div></div>`;
}

/** Why a publication was refused. */
export function Refusal({ problem }) {
  if (problem.status === 412) return html`<${ChangedMeanwhile} problem=${problem} />`;
  return html`<p class="notice notice--bad" role="alert"><${Icon} name="alert" />
    ${problem.errors?.[0]?.message ?? saying(problem)}</p>`;
}
