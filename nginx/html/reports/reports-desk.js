import { useCell } from '../lib/cell.js';
import { clinicParts, now } from '../lib/clock.js';
import { html, useState } from '../lib/html.js';
import { formatDate, language, t } from '../lib/i18n.js';
import { goWithin, within } from '../lib/route.js';
import { Icon } from '../ui/icon.js';
import { REPORTS } from './catalogue.js';
import { Figures } from './figures.js';
import { askOf, partsOf, periodOf } from './period.js';
import { PeriodBar } from './period-bar.js';
import { ReportCard } from './report-card.js';
import { paramsOf, useReports } from './use-reports.js';

/** Nobody called on these days: nothing of it can be told. */
function isEmpty(data) {
  const total = data.load?.total;
  return total && total.posted === 0 && total.calls === 0
    && data.tasks?.total.tasks === 0
    && data['unknown-terms']?.total.searches === 0;
}

function Nothing({ onMonth }) {
  return html`<div class="card empty"><${Icon} name="clock" size="32" />
    <p>${t('reports.empty')}</p>
    <button type="button" class="button" onClick=${onMonth}>
      ${t('reports.show_month')}</button></div>`;
}

/** The figures of the service: dispatchers and admins. */
export function ReportsDesk() {
  const lang = useCell(language);
  const parts = useCell(within);
  const [compare, setCompare] = useState(true);
  const today = clinicParts(now()).date;
  const ask = askOf(parts, today);
  const { data, problem } = useReports(ask, compare, lang);
  const onAsk = (next) => goWithin(partsOf(next), { replace: true });

  return html`<main class="desk reports" id="main">
    <header class="reports__head"><h1>${t('desk.reports')}</h1>
      <p class="quiet" role="status">${t('reports.days', {
        from: formatDate(ask.from), to: formatDate(ask.to),
      })}</p></header>
    <${PeriodBar} ask=${ask} today=${today} compare=${compare} onAsk=${onAsk}
      onCompare=${setCompare} />
    ${problem && html`<p class="notice notice--bad" role="alert">
      <${Icon} name="alert" />${problem.errors[0]?.message
        ?? problem.message}</p>`}
    ${!problem && (isEmpty(data)
      ? html`<${Nothing}
          onMonth=${() => onAsk(periodOf('month', today, ask))} />`
      : html`<${Figures} data=${data} />
        <div class="reports__all">${REPORTS.map((report) => html`
          <${ReportCard} key=${report.name} report=${report}
            data=${data[report.name]}
            params=${paramsOf(report, ask, compare)} />`)}</div>`)}
  </main>`;
}
