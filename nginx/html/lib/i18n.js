import { cell } from './cell.js';

/** Languages of the product, by their own names. */
export const LANGUAGES = { ru: 'Русский', en: 'English', fi: 'Suomi' };

/** The chosen language; components below the app root follow it. */
export const language = cell('ru');

let messages = {};
let plural = new Intl.PluralRules('ru');
let timeZone = 'Europe/Moscow';

/** Parts of the pages whose texts are there; '' is what all of them show. */
const parts = new Set(['']);

/** Parts on their way, so that nobody asks twice. */
const coming = new Map();

async function fetchTexts(part, lang) {
  const name = part ? `${part}.${lang}` : lang;
  const url = new URL(`../messages/${name}.json`, import.meta.url);
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`messages ${name}: ${answer.status}`);
  return answer.json();
}

/** The texts of ${part}, for good; nginx/parts.mjs tells which they are. */
export async function loadTexts(part) {
  if (parts.has(part)) return;
  const lang = language.get();
  if (!coming.has(part)) coming.set(part, fetchTexts(part, lang));
  try {
    const texts = await coming.get(part);
    parts.add(part);
    if (lang === language.get()) Object.assign(messages, texts);
    else await chooseLanguage(language.get());
  } finally {
    coming.delete(part);
  }
}

/** Load the texts of ${lang} and switch to it. */
export async function chooseLanguage(lang) {
  const chosen = lang in LANGUAGES ? lang : 'ru';
  messages = Object.assign({}, ...await Promise.all(
    [...parts].map((part) => fetchTexts(part, chosen))));
  plural = new Intl.PluralRules(chosen);
  document.documentElement.lang = chosen;
  kept.clear();
  language.set(chosen);
}

/** Times are shown in the clinic's zone, wherever the screen stands. */
export function setTimeZone(zone) {
  if (zone !== timeZone) kept.clear();
  timeZone = zone;
}

export function clinicZone() {
  return timeZone;
}

export function hasText(key) {
  return key in messages;
}

/**
 * The text of ${key} with {name} places filled from ${params}.  A text that
 * is an object has plural forms, chosen by params.n.
 */
export function t(key, params = {}) {
  let text = messages[key];
  if (text === undefined) return key;
  if (typeof text === 'object') {
    text = text[plural.select(Number(params.n))] ?? text.other;
  }
  return text.replace(/\{(\w+)\}/g, (_, name) => params[name] ?? '');
}

/** A text for a code of the API; the code itself when nobody named it. */
export function tCode(group, code) {
  if (code === null || code === undefined) return '';
  const key = `${group}.${code}`;
  return hasText(key) ? t(key) : code;
}

const formats = new Map();

/** Making a format takes long, and a board shows hundreds of times. */
function formatOf(Kind, options) {
  const key = Kind.name + JSON.stringify([language.get(), options]);
  if (!formats.has(key)) formats.set(key, new Kind(language.get(), options));
  return formats.get(key);
}

/** @param {import('./types.js').Money} money */
export function formatMoney(money) {
  if (!money) return '';
  const digits = money.amount % 100 === 0 ? 0 : 2;
  return formatOf(Intl.NumberFormat, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(money.amount / 100);
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const DATE = { day: 'numeric', month: 'short' };
const FORMS = {
  time: CLOCK,
  moment: { ...DATE, ...CLOCK },
  date: { ...DATE, year: 'numeric' },
  // Of a date without a time, which has no zone.
  wholeDate: { ...DATE, year: 'numeric', timeZone: 'UTC' },
  day: { weekday: 'short', ...DATE, timeZone: 'UTC' },
};
const MINUTE_MS = 60000;
const KEPT_MAX = 10000;

/** Moments in words: a board shows the same ones again and again. */
const kept = new Map();

function format(at, form) {
  if (!at) return '';
  const key = `${form} ${Math.floor(new Date(at).getTime() / MINUTE_MS)}`;
  if (!kept.has(key)) {
    if (kept.size >= KEPT_MAX) kept.clear();
    kept.set(key, formatOf(Intl.DateTimeFormat, { timeZone, ...FORMS[form] })
      .format(new Date(at)));
  }
  return kept.get(key);
}

/** "11:05", clinic time. */
export function formatTime(at) {
  return format(at, 'time');
}

/** "23 нояб., 11:05", clinic time. */
export function formatDateTime(at) {
  return format(at, 'moment');
}

/** "23 нояб. 2026 г." of a date YYYY-MM-DD or a moment. */
export function formatDate(at) {
  return format(at, /^\d{4}-\d\d-\d\d$/.test(at ?? '') ? 'wholeDate'
    : 'date');
}

/** "пн, 23 нояб." of a date YYYY-MM-DD. */
export function formatDay(date) {
  return format(date, 'day');
}

/** "11:05" on the day of ${now}, else with the date. */
export function formatWhen(at, now) {
  if (!at) return '';
  return formatDate(at) === formatDate(now) ? formatTime(at)
    : formatDateTime(at);
}

export function formatList(items) {
  return formatOf(Intl.ListFormat, { type: 'conjunction' }).format(items);
}
