import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { refreshResource, useResource } from '../lib/resource.js';
import { TariffForm } from './tariff-form.js';
import { TariffGrid } from './tariff-grid.js';
import { TariffHistory } from './tariff-history.js';

/** The admin's screen: what a trip costs, today and from a date on. */
export function TariffDesk() {
  const zones = useResource('/zones')?.items;
  const tariffs = useResource('/tariffs')?.items;
  const [picked, setPicked] = useState(null); // {zone, performer}
  const [round, setRound] = useState(0);

  async function onSaved() {
    setRound((n) => n + 1);
    await Promise.all([refreshResource('/tariffs'), refreshResource('/zones')]);
  }
  const cell = picked && `${picked.zone} ${picked.performer}`;
  return html`<main class="desk tariffs" id="main">
    <section class="card tariffs__main">
      <header class="tariffs__head"><h1>${t('desk.tariffs')}</h1>
        <p class="quiet">${t('tariffs.lead')}</p></header>
      ${zones && tariffs ? html`<${TariffGrid} zones=${zones} tariffs=${tariffs}
          picked=${picked} onPick=${setPicked} />`
        : html`<p class="empty" aria-busy="true">${t('loading')}</p>`}
    </section>
    <aside class="tariffs__side">
      ${picked ? html`
        <${TariffForm} key=${cell} ...${picked} tariffs=${tariffs ?? []}
          onSaved=${onSaved} />
        <${TariffHistory} key=${`${cell} ${round}`} ...${picked} />`
        : html`<p class="empty card">${t('tariffs.pick')}</p>`}
    </aside>
  </main>`;
}
