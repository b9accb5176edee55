import { get, query } from '../lib/api.js';
import { clinicParts, now } from '../lib/clock.js';
import { html, useRef, useState } from '../lib/html.js';
import { formatDate, formatDateTime, t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { refreshResource, resourceNow, useResource } from '../lib/resource.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { DayBar } from './day-bar.js';
import { ImportDialog } from './import-dialog.js';
import { ManyDialog } from './many-dialog.js';
import { comingAfter, sameCell } from './prices.js';
import { Proposals } from './proposals.js';
import { approve, exportPrices, takeBack } from './tariff-calls.js';
import { TariffForm } from './tariff-form.js';
import { TariffGrid } from './tariff-grid.js';
import { TariffHistory } from './tariff-history.js';
import { WithdrawDialog } from './withdraw-dialog.js';

const HISTORY = '/tariffs/history';
const TODAY = '/tariffs';

/** The prices of the day asked for; while they come, those of before. */
function usePrices(path) {
  const data = useResource(path);
  const last = useRef(null);
  if (data) last.current = data;
  return last.current;
}

/** Many prices at once; those shown as a file and on paper. */
function Tools({ path, day, onMany, onImport }) {
  const tools = [
    ['raise', 'R', () => onMany('percent')],
    ['copy', 'C', () => onMany('copy')],
    ['import', 'U', onImport],
    ['export', 'E', () => exportPrices(path, day)],
    ['print', 'P', () => window.print()],
  ];
  useHotkeys(Object.fromEntries(tools.map(([, key, run]) => [`Key${key}`, run])));
  return tools.map(([name, key, run]) => html`<button type="button" key=${name}
    class="button button--small" onClick=${run}>${t(`tariffs.${name}`)}
    <${Kbd}>${key}</${Kbd}></button>`);
}

/** Which day the sheet is of; on paper there is nothing else to tell it. */
function Head({ day, knownAt }) {
  return html`<header class="tariffs__head">
    <h1>${t('tariffs.title', { date: formatDate(day) })}</h1>
    ${knownAt ? html`<p class="notice notice--warn" role="status">
      <${Icon} name="clock" />${t('tariffs.as_known',
        { at: formatDateTime(knownAt) })}</p>`
      : html`<p class="quiet">${t('tariffs.lead')}</p>`}
  </header>`;
}

/** What is beside the grid: the picked price, its future and its past. */
function Side({ cell, rows, day, onChanged, onWithdraw }) {
  const today = useResource(TODAY);
  if (!today) return null;
  const current = today.items.find((x) => x.state === 'current'
    && sameCell(x, cell));
  const name = `${cell.zone} ${cell.performer}`;
  return html`
    <${TariffForm} key=${name} cell=${cell} current=${current} day=${day}
      version=${today.version} onSaved=${onChanged} />
    <${TariffHistory} key=${`${name} past`} onWithdraw=${onWithdraw}
      rows=${rows.filter((x) => sameCell(x, cell))} />`;
}

/** The admin's screen: what a trip costs on any day, and from a day on. */
export function TariffDesk({ user }) {
  const today = clinicParts(now()).date;
  const [asked, setAsked] = useState({ day: null, knownAt: null });
  const [picked, setPicked] = useState(null);
  const [leaving, setLeaving] = useState(null); // the price to withdraw
  const [importing, setImporting] = useState(false);
  const [many, setMany] = useState(null); // how all prices are changed
  const day = asked.day ?? today;
  const path = `/tariffs${query({ at: asked.day, known_at: asked.knownAt })}`;
  const zones = useResource('/zones')?.items;
  const prices = usePrices(path)?.items;
  const rows = useResource(HISTORY)?.items;
  const coming = comingAfter(rows ?? [], day, asked.knownAt);
  const waiting = rows?.filter((x) => ['proposed', 'lapsed'].includes(x.state))
    ?? [];

  useResource(TODAY); // what a price begins from is known before it is picked
  async function onChanged() {
    await Promise.all([...new Set([path, TODAY, HISTORY, '/zones'])]
      .map((x) => refreshResource(x)));
    return (await get(TODAY)).version;
  }
  return html`<main class="desk tariffs" id="main">
    <section class="card tariffs__main">
      <${Head} day=${day} knownAt=${asked.knownAt} />
      <${DayBar} day=${day} today=${today} next=${coming[0]?.valid_from}
        knownAt=${asked.knownAt}
        onDay=${(at) => setAsked({ ...asked, day: at === today ? null : at })}
        onKnownAt=${(knownAt) => setAsked({ ...asked, knownAt })}>
        <${Tools} path=${path} day=${day} onMany=${setMany}
          onImport=${() => setImporting(true)} />
      </${DayBar}>
      <${Proposals} rows=${waiting} login=${user.login}
        onApprove=${(x) => approve(x, onChanged)} onWithdraw=${setLeaving} />
      ${zones && prices && rows ? html`<${TariffGrid} zones=${zones}
          prices=${prices.filter((x) => x.state === 'current')} coming=${coming}
          proposals=${waiting.filter((x) => x.state === 'proposed')}
          picked=${picked} onPick=${setPicked} />`
        : html`<p class="empty" aria-busy="true">${t('loading')}</p>`}
    </section>
    <aside class="tariffs__side">
      ${picked && rows ? html`<${Side} cell=${picked} rows=${rows} day=${day}
          onChanged=${onChanged} onWithdraw=${setLeaving} />`
        : html`<p class="empty card">${t('tariffs.pick')}</p>`}
    </aside>
    ${importing && html`<${ImportDialog} version=${resourceNow(TODAY)?.version}
      onDone=${onChanged} onClose=${() => setImporting(false)} />`}
    ${many && zones && rows && html`<${ManyDialog} mode=${many} day=${day}
      zones=${zones} rows=${rows} version=${resourceNow(TODAY)?.version}
      onDone=${onChanged} onClose=${() => setMany(null)} />`}
    ${leaving && html`<${WithdrawDialog} price=${leaving}
      onClose=${() => setLeaving(null)}
      onWithdraw=${(price, reason) => {
        setLeaving(null);
        takeBack(price, reason, onChanged);
      }} />`}
  </main>`;
}
