import { call } from '../lib/api.js';
import { now } from '../lib/clock.js';
import { html, useEffect, useState } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { refreshResource, useResource } from '../lib/resource.js';
import { VerdictMark } from '../call/verdict-mark.js';
import { Kbd } from '../ui/kbd.js';
import { toast } from '../ui/toast.js';
import { useExplained } from './explain.js';
import { rowsPath, useRows } from './use-tables.js';
import { matches } from './values.js';
import { useVerdictGuard } from './verdict-guard.js';

const PATH = '/unknown-terms';
const OFFERED = 9;
const NONE = [];

function settle(body, extra = '') {
  return call('POST', `${PATH}/settle${extra}`, { body });
}

function refresh() {
  refreshResource(rowsPath('services'));
  return refreshResource(PATH);
}

/** The services that may be meant: those of the search, or of the filter. */
function useOffers(term, filter) {
  const hits = useExplained(filter ? '' : term)?.hits ?? NONE;
  const rows = useRows('services') ?? NONE;
  if (!filter) return hits;
  // A name that has the words goes before an alias.
  const named = (r) => Number(matches({ name: r.name }, filter));
  return rows.filter((r) => matches(r, filter))
    .sort((a, b) => named(b) - named(a)).slice(0, OFFERED);
}

function Offers({ offers, onPick }) {
  return html`<ol class="offers">${offers.map((s, i) => html`<li key=${s.code}>
    <button type="button" class="button button--wide" onClick=${() => onPick(s)}>
      <${Kbd}>${i + 1}</${Kbd}><span>${s.name}</span>
      <${VerdictMark} verdict=${s.verdict} />
      <span class="quiet">${s.code}</span></button></li>`)}</ol>`;
}

function Term({ item, current, onPick }) {
  return html`<li role="option" class="edit-row" onClick=${onPick}
      id=${`term-${item.term}`} aria-selected=${current ? 'true' : 'false'}>
    <span class="edit-row__title">${item.term}</span>
    <span class="edit-row__key">${t('unknown.count', { n: item.count })} ·${' '}
      ${formatWhen(item.last_at, now())}</span></li>`;
}

/** Searches without an answer: a digit makes one an alias, D lets it go. */
export function UnknownTerms() {
  const items = useResource(PATH)?.items;
  const [picked, setPicked] = useState(0);
  const [filter, setFilter] = useState('');
  const { guard, dialog } = useVerdictGuard();
  const at = Math.min(picked, Math.max((items?.length ?? 0) - 1, 0));
  const term = items?.[at]?.term ?? '';
  const offers = useOffers(term, filter);
  useEffect(() => {
    refreshResource(PATH);
  }, []);

  function undo(done, service) {
    return async () => {
      if (service) {
        const { data } = await call('GET', `/services/${service.code}`);
        await call('PATCH', `/services/${service.code}?confirm=1`, {
          version: data.version,
          body: { aliases: data.aliases.filter((a) => a !== done) },
        });
      }
      await settle({ term: done, again: true });
      await refresh();
    };
  }
  async function finish(service) {
    if (!term) return;
    const body = { term, ...(service && { service: service.code }) };
    try {
      if (!await guard((extra) => settle(body, extra))) return;
      setFilter('');
      toast(service ? t('unknown.aliased', { term, name: service.name })
        : t('unknown.gone', { term }), 'good', {
        label: t('undo'),
        run: () => undo(term, service)().catch((e) => toast(e.message, 'bad')),
      });
      await refresh();
    } catch (problem) {
      toast(problem.errors?.[0]?.message ?? problem.message, 'bad');
    }
  }
  const move = (n) => () => setPicked(Math.min(Math.max(at + n, 0),
    Math.max((items?.length ?? 1) - 1, 0)));
  useHotkeys({
    ArrowDown: move(1),
    ArrowUp: move(-1),
    KeyD: () => { finish(null); },
    Slash: () => document.getElementById('unknown-filter')?.focus(),
    ...Object.fromEntries(offers.map((s, i) => [`Digit${i + 1}`,
      () => { finish(s); }])),
  });
  function onEnter(event) {
    if (event.code !== 'Enter' || !offers[0]) return;
    event.preventDefault();
    finish(offers[0]);
  }
  if (!items) return html`<p class="empty card edit-wait">${t('loading')}</p>`;
  if (!items.length) {
    return html`<p class="empty card edit-wait">${t('unknown.none')}</p>`;
  }
  return html`<section class="edit-list card">
      <header class="edit-list__head"><h2>${t('table.unknown')}</h2></header>
      <ul class="edit-list__rows" role="listbox" tabindex="0"
        aria-label=${t('table.unknown')} aria-activedescendant=${`term-${term}`}>
        ${items.map((item, i) => html`<${Term} key=${item.term} item=${item}
          current=${i === at} onPick=${() => setPicked(i)} />`)}</ul>
    </section>
    <section class="card edit-side unknown">
      <h2 class="edit-form__title">«${term}»</h2>
      <p class="quiet">${t('unknown.lead')}</p>
      <input class="input" id="unknown-filter" type="search" autocomplete="off"
        aria-label=${t('unknown.find')} placeholder=${t('unknown.find')}
        value=${filter} onInput=${(e) => setFilter(e.currentTarget.value)}
        onKeyDown=${onEnter} />
      ${offers.length ? html`<${Offers} offers=${offers} onPick=${finish} />`
        : html`<p class="empty empty--small">${t('unknown.no_offer')}</p>`}
      <div><button type="button" class="button" onClick=${() => finish(null)}>
        ${t('unknown.dismiss')}<${Kbd}>D</${Kbd}></button></div>
    </section>${dialog}`;
}
