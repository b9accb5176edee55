import { html, useEffect, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { goWithin } from '../lib/route.js';
import { useZoneName } from '../ui/zone-badge.js';

const DATA = new URL('../map/districts.json', import.meta.url);
const KNOWN = ['green', 'yellow', 'red', 'oblast'];

/** The shapes, once they are there; null before. */
function useShapes() {
  const [map, setMap] = useState(null);
  useEffect(() => {
    const stop = new AbortController();
    fetch(DATA, { signal: stop.signal }).then((answer) => answer.json())
      .then(setMap, () => {});
    return () => stop.abort();
  }, []);
  return map;
}

function Shape({ shape, place, current, first }) {
  const zone = useZoneName(place?.zone);
  const name = place?.name ?? shape.code;
  const label = `${name}: ${place?.zone ? zone : t('zone.none')}`;
  const tone = KNOWN.includes(place?.zone) ? place.zone : 'other';
  return html`<path d=${shape.d} class=${`map__place map__place--${tone}`}
    data-code=${shape.code} role="link" aria-label=${label}
    tabindex=${first ? 0 : -1} aria-current=${current ? 'true' : undefined}
    onClick=${() => goWithin(['places', shape.code])}>
    <title>${label}</title></path>`;
}

/** The shape whose middle lies nearest in the direction of an arrow. */
function neighbour(shapes, from, [dx, dy]) {
  const [x, y] = from.label;
  const way = (s) => (s.label[0] - x) * dx + (s.label[1] - y) * dy;
  const aside = (s) => Math.abs((s.label[0] - x) * dy)
    + Math.abs((s.label[1] - y) * dx);
  return shapes.filter((s) => s !== from && way(s) > aside(s) * 0.4)
    .sort((a, b) => way(a) + aside(a) - way(b) - aside(b))[0];
}

const ARROWS = {
  ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1],
};

function Sheet({ view, label, shapes, places, current }) {
  const box = useRef(null);
  const [at, setAt] = useState(shapes[0].code);
  function onKeyDown(event) {
    const code = event.target.getAttribute?.('data-code');
    const from = shapes.find((s) => s.code === code);
    const step = ARROWS[event.code];
    if (!from || !(step || /Enter$/.test(event.code))) return;
    event.preventDefault();
    event.stopPropagation();
    if (!step) {
      goWithin(['places', code]);
      return;
    }
    const next = neighbour(shapes, from, step);
    if (!next) return;
    setAt(next.code);
    box.current.querySelector(`[data-code="${next.code}"]`).focus();
  }
  return html`<svg class="map__sheet" viewBox=${view.join(' ')} ref=${box}
      role="group" aria-label=${label} onKeyDown=${onKeyDown}>
    ${shapes.map((s) => html`<${Shape} key=${s.code} shape=${s}
      place=${places.get(s.code)} current=${s.code === current}
      first=${s.code === at} />`)}</svg>`;
}

/**
 * Districts coloured by zone: the city large, the country around it small;
 * arrows move, Enter opens the place.
 * @param {{places: Map<string, {name: string, zone: string | null}>,
 *   current?: string}} props
 */
export function DistrictMap({ places, current }) {
  const map = useShapes();
  if (!map) return html`<p class="empty" aria-busy="true">${t('loading')}</p>`;
  const city = map.places.filter((p) => p.city);
  const rest = map.places.filter((p) => !p.city);
  return html`<figure class="map">
    <${Sheet} view=${map.city} label=${t('map.city')} shapes=${city}
      places=${places} current=${current} />
    <${Sheet} view=${map.view} label=${t('map.oblast')}
      shapes=${[...rest, ...city]} places=${places} current=${current} />
    <figcaption class="quiet">${t('map.lead')} ${map.source}</figcaption>
  </figure>`;
}
