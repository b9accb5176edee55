import { html } from '../lib/html.js';
import { formatDate, formatMoney, t } from '../lib/i18n.js';
import { ZoneBadge } from '../ui/zone-badge.js';

export const PERFORMERS = ['doctor', 'nurse'];

const STEPS = {
  ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0],
};

/** The price in force and the next one of a cell. */
export function pricesOf(tariffs, zone, performer) {
  const own = tariffs.filter((x) => x.zone === zone && x.performer === performer);
  const future = own.filter((x) => x.state === 'future')
    .sort((a, b) => a.valid_from.localeCompare(b.valid_from));
  return { current: own.find((x) => x.state === 'current'), future };
}

function Cell({ zone, performer, tariffs, selected, onPick }) {
  const { current, future } = pricesOf(tariffs, zone, performer);
  const [next] = future;
  return html`<button type="button" class="tariff" data-cell
      aria-pressed=${selected ? 'true' : 'false'} onClick=${onPick}>
    <span class="tariff__now">${current ? formatMoney(current.price)
      : t('tariffs.none')}</span>
    <span class="tariff__next">${next ? t('tariffs.next',
      { date: formatDate(next.valid_from), price: formatMoney(next.price) })
      : t('tariffs.no_next')}</span>
  </button>`;
}

/** Zones by performers; arrows move, Enter picks. */
export function TariffGrid({ zones, tariffs, picked, onPick }) {
  function onKeyDown(event) {
    const step = STEPS[event.code];
    if (!step) return;
    const cells = [...event.currentTarget.querySelectorAll('[data-cell]')];
    const at = cells.indexOf(event.target);
    const to = at + step[0] * PERFORMERS.length + step[1];
    if (at < 0 || !cells[to]) return;
    event.preventDefault();
    cells[to].focus();
  }
  return html`<table class="tariffs__grid" onKeyDown=${onKeyDown}>
    <thead><tr><th scope="col">${t('tariffs.zone')}</th>
      ${PERFORMERS.map((p) => html`<th scope="col" key=${p}>
        ${t(`performer.${p}`)}</th>`)}</tr></thead>
    <tbody>${zones.map((z) => html`<tr key=${z.code}>
      <th scope="row"><${ZoneBadge} code=${z.code} /></th>
      ${PERFORMERS.map((p) => html`<td key=${p}><${Cell} zone=${z.code}
        performer=${p} tariffs=${tariffs}
        selected=${picked?.zone === z.code && picked.performer === p}
        onPick=${() => onPick({ zone: z.code, performer: p })} /></td>`)}
    </tr>`)}</tbody>
  </table>`;
}
