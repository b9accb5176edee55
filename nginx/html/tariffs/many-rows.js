import { html } from '../lib/html.js';
import { formatDate, formatMoney, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { ZoneBadge } from '../ui/zone-badge.js';

const WARN = ['taken', 'wrong'];

/** What the admin should know of a line before it is published. */
function noteOf({ state, odd, taken, price, later }) {
  if (state === 'taken') return t('many.taken', { price: formatMoney(taken.price) });
  if (state === 'wrong') return t('many.wrong');
  if (state === 'same') return t('many.same');
  if (odd) return t(`many.odd.${odd}`, { price: formatMoney(price) });
  return later ? t('many.later', {
    date: formatDate(later.valid_from), price: formatMoney(later.price),
  }) : '';
}

function Line({ line, left, onLeft }) {
  const { cell, base, price, state, odd } = line;
  const may = state === 'new';
  const name = t(`performer.${cell.performer}`);
  const warned = WARN.includes(state) || (may && odd);
  return html`<tr class=${may && !left ? '' : 'change-row--same'}>
    <td><input type="checkbox" checked=${may && !left} disabled=${!may}
      aria-label=${t('many.take', { zone: cell.zone, performer: name })}
      onChange=${() => onLeft(cell)} /></td>
    <th scope="row"><${ZoneBadge} code=${cell.zone} />${' '}${name}</th>
    <td class="numbers">${formatMoney(base.price)}</td>
    <td class="numbers">${state !== 'wrong' && html`<strong>
      ${formatMoney(price)}</strong>`}</td>
    <td class="change-row__note">
      ${warned && html`<${Icon} name="alert" />`}${noteOf(line)}</td>
  </tr>`;
}

export function nameOf({ zone, performer }) {
  return `${zone} ${performer}`;
}

/**
 * What becomes of each price; one can be left as it is.
 * @param {{lines: object[], left: Set<string>,
 *   onLeft: (cell: object) => void}} props
 */
export function ManyRows({ lines, left, onLeft }) {
  return html`<div class="change-rows" tabindex="0" role="group"
      aria-label=${t('many.rows')}>
    <table class="change-rows__table">
      <thead><tr><td></td>${['trip', 'now', 'price', 'note'].map((name) => html`
        <th scope="col" key=${name}>${t(`many.head.${name}`)}</th>`)}</tr></thead>
      <tbody>${lines.map((line) => html`<${Line} key=${nameOf(line.cell)}
        line=${line} left=${left.has(nameOf(line.cell))} onLeft=${onLeft} />`)}
      </tbody></table></div>`;
}
