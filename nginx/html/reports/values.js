import { formatMoney, language, t } from '../lib/i18n.js';

/** @typedef {'count' | 'share' | 'ratio' | 'money' | 'minutes'} Kind */

const POINTS = { maximumFractionDigits: 1 };

export function formatNumber(n, options = POINTS) {
  return new Intl.NumberFormat(language.get(), options).format(n);
}

function formatShare(n, options) {
  return formatNumber(n / 100, {
    style: 'percent', maximumFractionDigits: 1, ...options,
  });
}

/** What is drawn of a value: per cent, roubles, minutes; null: nothing. */
export function numberOf(value, kind) {
  if (value === null || value === undefined) return null;
  if (kind === 'share') return value.value === null ? null : value.value * 100;
  return kind === 'money' ? value.amount / 100 : value;
}

/** A number as drawn, in words. */
export function formatDrawn(n, kind) {
  if (n === null || n === undefined) return t('reports.none');
  if (kind === 'share') return formatShare(n);
  if (kind === 'minutes') return t('reports.minutes', { n: formatNumber(n) });
  if (kind === 'money') {
    return formatMoney({ amount: Math.round(n) * 100, currency: 'RUB' });
  }
  return formatNumber(n, kind === 'ratio' ? { maximumFractionDigits: 2 } : {});
}

/** The same along an axis: short. */
export function formatTick(n, kind) {
  return kind === 'money' ? formatNumber(n, { notation: 'compact' })
    : formatDrawn(n, kind);
}

export function formatValue(value, kind) {
  return formatDrawn(numberOf(value, kind), kind);
}

const LONG = 10000000;

/** The same in large letters: long sums are told in millions. */
export function formatFigure(value, kind) {
  const n = numberOf(value, kind);
  return kind === 'money' && n >= LONG ? formatNumber(n, {
    notation: 'compact', style: 'currency', currency: value.currency,
    currencyDisplay: 'narrowSymbol', maximumFractionDigits: 1,
  }) : formatDrawn(n, kind);
}

/** "17 of 20; 64–95 %": what a share rests on; '' for anything else. */
export function formatBasis(value, kind) {
  if (kind !== 'share' || value.of === 0) return '';
  const low = `${formatNumber(value.low * 100, { maximumFractionDigits: 0 })}\u2060`;
  const high = formatShare(value.high * 100, { maximumFractionDigits: 0 });
  return t('reports.basis', {
    part: formatNumber(value.part), of: formatNumber(value.of), low, high,
  });
}

/**
 * The change against the period before; null: one of them has nothing.
 * Shares differ by points, minutes by minutes, anything else in per cent.
 * @returns {{sign: number, text: string} | null}
 */
export function changeOf(value, before, kind) {
  const now = numberOf(value, kind);
  const then = numberOf(before, kind);
  const inParts = kind !== 'share' && kind !== 'minutes';
  if (now === null || then === null || (inParts && then === 0)) return null;
  const by = inParts ? (now / then - 1) * 100 : now - then;
  const round = Math.round(by * 10) / 10;
  const n = formatNumber(round, { ...POINTS, signDisplay: 'exceptZero' })
    .replace('-', '−');
  const unit = inParts ? 'percent' : kind;
  return { sign: Math.sign(round), text: t(`reports.change.${unit}`, { n }) };
}
