import { useCell } from '../lib/cell.js';
import { html, useEffect, useState } from '../lib/html.js';
import { loadTexts, t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { go, route } from '../lib/route.js';
import { loadStyle } from '../lib/style.js';
import { Icon } from '../ui/icon.js';
import { fetchWaiting, later } from '../ui/later.js';
import { Header } from './header.js';

const AdminTabs = later(
  async () => (await import('./admin-tabs.js')).AdminTabs,
);
const KeysHelp = later(async () => (await import('./keys-help.js')).KeysHelp);

/** The part of the texts a desk shows; else that of the admin. */
const PART_OF = { call: 'call', board: 'board', visits: 'board', queues: 'board' };

/**
 * Each role's desks; a desk's code is fetched when it is first opened.  Those
 * of the admin are tabs in this order: admin-tabs.js.
 */
const DESKS = [
  {
    name: 'call', role: 'operator',
    load: async () => (await import('../call/call-desk.js')).CallDesk,
  },
  {
    name: 'board', role: 'dispatcher',
    load: async () => (await import('../board/board-desk.js')).BoardDesk,
  },
  {
    name: 'visits', role: 'dispatcher', styles: ['board', 'visits'],
    load: async () => (await import('../visits/visits-desk.js')).VisitsDesk,
  },
  ...['dispatcher', 'operator'].map((role) => ({
    name: 'queues', role, styles: ['board', 'queues'],
    load: async () => (await import('../queues/queue-desk.js')).QueueDesk,
  })),
  {
    name: 'tariffs', role: 'admin', styles: ['tariffs', 'import'],
    load: async () => (await import('../tariffs/tariff-desk.js')).TariffDesk,
  },
  {
    name: 'catalogue', role: 'admin', styles: ['edit'],
    load: async () => (await import('../admin/catalogue-desk.js')).CatalogueDesk,
  },
  {
    name: 'places', role: 'admin', styles: ['edit'],
    load: async () => (await import('../admin/places-desk.js')).PlacesDesk,
  },
  {
    name: 'reference', role: 'admin', styles: ['edit'],
    load: async () => (await import('../admin/reference-desk.js')).ReferenceDesk,
  },
  ...['dispatcher', 'admin'].map((role) => ({
    name: 'reports', role,
    load: async () => (await import('../reports/reports-desk.js')).ReportsDesk,
  })),
  {
    name: 'people', role: 'admin', styles: ['edit', 'import'],
    load: async () => (await import('../people/people-desk.js')).PeopleDesk,
  },
  {
    name: 'audit', role: 'admin', styles: ['edit'],
    load: async () => (await import('../people/audit-desk.js')).AuditDesk,
  },
];

function Desk({ desk, user }) {
  const [loaded, setLoaded] = useState({ name: null });
  useEffect(() => {
    let left = false; /* for another one: it may come after that */
    const show = (View) => left || setLoaded({ name: desk.name, View });
    Promise.all([desk.load(), loadTexts(PART_OF[desk.name] ?? 'admin'),
      ...(desk.styles ?? [desk.name]).map(loadStyle)]).then(
      ([View]) => show(View),
      () => show(null),
    ).then(fetchWaiting);
    return () => {
      left = true;
    };
  }, [desk]);
  if (loaded.name !== desk.name) return html`<main class="desk" aria-busy="true" />`;
  if (loaded.View) return html`<${loaded.View} user=${user} />`;
  return html`<main class="desk"><div class="empty" role="alert">
    <${Icon} name="unplug" size="32" /><p>${t('desk.not_loaded')}</p>
    <button class="button" onClick=${() => window.location.reload()}>
      ${t('desk.reload')}</button></div></main>`;
}

/** The frame around the desks of ${user}. */
export function Desks({ user }) {
  const wanted = useCell(route);
  const [help, setHelp] = useState(false);
  const open = DESKS.filter((d) => user.roles.includes(d.role));
  const mine = open.filter((d) => d === open.find((x) => x.name === d.name));
  const desk = mine.find((d) => d.name === wanted) ?? mine[0];
  const names = (admin) => mine.filter((d) => (d.role === 'admin') === admin)
    .map((d) => d.name);

  useHotkeys({ Help: () => setHelp(true) });
  useEffect(() => {
    if (desk && desk.name !== wanted) go(desk.name, { replace: true });
  }, [desk, wanted]);
  useEffect(() => {
    document.title = `${desk ? t(`desk.${desk.name}`) : ''} · ${t('product')}`;
  });

  return html`
    <a class="skip" href="#main">${t('skip')}</a>
    <${Header} user=${user} desks=${names(false)} adminDesks=${names(true)}
      current=${desk?.name} onHelp=${() => setHelp(true)} />
    ${desk?.role === 'admin' && html`<${AdminTabs} desks=${names(true)}
      current=${desk.name} />`}
    ${desk ? html`<${Desk} desk=${desk} user=${user} />`
      : html`<main class="desk"><p class="empty">${t('desk.none')}</p></main>`}
    ${help && html`<${KeysHelp} desk=${desk?.name}
      admin=${desk?.role === 'admin'}
      onClose=${() => setHelp(false)} />`}`;
}
