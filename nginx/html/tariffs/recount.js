import {
  comingAfter, oddness, PERFORMERS, priceOn, sameCell,
} from './prices.js';

/** Prices worked out of others: by per cent, by roubles, as on another day. */

export const MODES = ['percent', 'roubles', 'copy'];
export const STEPS = [1, 10, 50, 100]; // roubles a price is rounded to
const WHOLE = 10000; // hundredths of a per cent
const ROUBLE = 100;
const PRICE_MAX = 1000000 * ROUBLE; // the server takes no more

/** ${n} / ${unit} to the nearest whole number; a half goes up. */
function nearest(n, unit) {
  return Math.floor((2 * n + unit) / (2 * unit));
}

/**
 * What ${kopecks} become.
 * @param {{mode: string, shift: number, step: number}} rule  shift: hundredths
 *   of a per cent or of a rouble
 */
export function recounted(kopecks, { mode, shift, step }) {
  const unit = step * ROUBLE;
  return unit * (mode === 'percent'
    ? nearest(kopecks * (WHOLE + shift), WHOLE * unit)
    : nearest(kopecks + shift, unit));
}

/** The same before it is rounded to more than a kopeck. */
export function unrounded(kopecks, rule) {
  return recounted(kopecks, { ...rule, step: 1 / ROUBLE });
}

function stateOf({ base, taken, amount }) {
  if (taken) return 'taken';
  if (amount <= 0 || amount > PRICE_MAX) return 'wrong';
  return amount === base.price.amount ? 'same' : 'new';
}

function lineOf(cell, rows, rule, day) {
  const own = rows.filter((x) => sameCell(x, cell));
  const base = priceOn(own, cell, rule.from);
  const copied = priceOn(own, cell, rule.source ?? rule.from);
  if (!base || !copied) return null;
  const amount = rule.mode === 'copy' ? copied.price.amount
    : recounted(base.price.amount, rule);
  const taken = own.find((x) => x.valid_from === rule.from
    && ['future', 'proposed'].includes(x.state));
  return {
    cell, base, taken, price: { ...base.price, amount },
    later: comingAfter(own, rule.from)[0],
    state: stateOf({ base, taken, amount }),
    odd: oddness(amount, priceOn(own, cell, day)?.price),
  };
}

/**
 * What becomes of each price of the grid from rule.from on.
 * @param {object[]} zones
 * @param {object[]} rows  every price there ever was
 * @param {{mode: string, shift?: number, step?: number, source?: string,
 *   from: string}} rule  source: the day that is copied
 * @param {string} today
 */
export function linesOf(zones, rows, rule, today) {
  return zones.flatMap((z) => PERFORMERS.map((performer) => lineOf(
    { zone: z.code, performer }, rows, rule, today,
  ))).filter(Boolean);
}
