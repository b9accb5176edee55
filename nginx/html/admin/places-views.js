import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { goWithin, within } from '../lib/route.js';
import { useCell } from '../lib/cell.js';
import { useResource } from '../lib/resource.js';
import { Icon } from '../ui/icon.js';
import { ZoneBadge } from '../ui/zone-badge.js';
import { DistrictMap } from './district-map.js';
import { TableEditor } from './table-editor.js';

const NONE = [];

/** Every place with the zone it has or takes from above. */
function useChecked() {
  return useResource('/places/check');
}

function PlaceLink({ place }) {
  return html`<a href=${`/places/places/${place.code}`} onClick=${(e) => {
    e.preventDefault();
    goWithin(['places', place.code]);
  }}>${place.name}</a>`;
}

/** What is missing: a place that has neither a zone nor says to ask. */
function Missing({ checked }) {
  const lost = checked.items.filter((p) => p.state === 'missing');
  if (!lost.length) {
    return html`<p class="notice notice--good"><${Icon} name="done" />
      ${t('places.complete', { n: checked.items.length })}</p>`;
  }
  return html`<div class="notice notice--bad" role="status">
    <${Icon} name="alert" /><div><p>${t('places.missing', { n: lost.length })}</p>
      <ul class="plain">${lost.map((p) => html`<li key=${p.code}>
        <${PlaceLink} place=${p} /></li>`)}</ul></div></div>`;
}

/** The map, and beside it the same as a table. */
export function MapView() {
  const checked = useChecked();
  if (!checked) {
    return html`<p class="empty card edit-wait">${t('loading')}</p>`;
  }
  const places = new Map(checked.items.map((p) => [p.code, p]));
  const alike = checked.items.filter((p) => p.alike.length);
  return html`<section class="card edit-scroll">
      <${DistrictMap} places=${places} /></section>
    <section class="card edit-scroll places-check">
      <${Missing} checked=${checked} />
      <table class="moves"><caption class="hidden">${t('table.map')}</caption>
        <thead><tr><th scope="col">${t('field.place')}</th>
          <th scope="col">${t('field.zone')}</th>
          <th scope="col">${t('places.alike')}</th></tr></thead>
        <tbody>${checked.items.map((p) => html`<tr key=${p.code}>
          <th scope="row"><${PlaceLink} place=${p} /></th>
          <td>${p.state === 'ask' ? html`<span class="tag">${t('places.ask')}
            </span>` : html`<${ZoneBadge} code=${p.zone} />`}</td>
          <td>${p.alike.map((code) => places.get(code)?.name ?? code)
            .join('; ')}</td></tr>`)}</tbody></table>
      ${alike.length > 0 && html`<p class="quiet">${t('places.alike_lead')}</p>`}
    </section>`;
}

/** Places; the open one is marked on the map. */
export function PlacesView() {
  const [, current] = useCell(within);
  const items = useChecked()?.items ?? NONE;
  const places = new Map(items.map((p) => [p.code, p]));
  const open = places.get(current);
  return html`<${TableEditor} name="places"
    above=${() => open && html`<p class="quiet">${t('places.now')}${' '}
      ${open.state === 'ask' ? t('places.ask')
        : html`<${ZoneBadge} code=${open.zone} />`}</p>`}
    below=${() => html`<section class="card"><${DistrictMap} places=${places}
      current=${current} /></section>`} />`;
}
