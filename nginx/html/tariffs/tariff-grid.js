import { html } from '../lib/html.js';
import { formatDate, formatMoney, t } from '../lib/i18n.js';
import { ZoneBadge } from '../ui/zone-badge.js';
import { PERFORMERS, sameCell } from './prices.js';

const STEPS = {
  ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0],
};

function Coming({ rows }) {
  const [next, ...later] = rows;
  if (!next) return html`<span class="tariff__next">${t('tariffs.no_next')}</span>`;
  return html`<span class="tariff__next">${t('tariffs.next',
    { date: formatDate(next.valid_from), price: formatMoney(next.price) })}
    ${later.length > 0 && html` <span class="tag">${t('tariffs.later',
      { n: later.length })}</span>`}</span>`;
}

function Cell({ cell, price, coming, proposals, selected, onPick }) {
  return html`<button type="button" class="tariff" data-cell
      aria-pressed=${selected ? 'true' : 'false'} onClick=${() => onPick(cell)}>
    <span class="tariff__now">${price ? formatMoney(price.price)
      : t('tariffs.none')}</span>
    <${Coming} rows=${coming} />
    ${proposals.map((x) => html`<span class="tag tag--proposal" key=${x.id}>
      ${t('tariffs.waits', { date: formatDate(x.valid_from),
        price: formatMoney(x.price) })}</span>`)}
  </button>`;
}

/**
 * Zones by performers; arrows move, Enter picks.
 * @param {{zones: object[], prices: object[], coming: object[],
 *   proposals: object[], picked: object | null,
 *   onPick: (cell: {zone: string, performer: string}) => void}} props
 */
export function TariffGrid({ zones, prices, coming, proposals, picked, onPick }) {
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
      ${PERFORMERS.map((performer) => {
        const cell = { zone: z.code, performer };
        const own = (rows) => rows.filter((x) => sameCell(x, cell));
        return html`<td key=${performer}><${Cell} cell=${cell} onPick=${onPick}
          price=${own(prices)[0]} coming=${own(coming)}
          proposals=${own(proposals)}
          selected=${picked !== null && sameCell(picked, cell)} /></td>`;
      })}
    </tr>`)}</tbody>
  </table>`;
}
