import { emptyDraft } from './request-body.js';

/**
 * A call as it is kept on the server: {"v": 1, "n": how many times it was
 * saved, "on": the clinic's date, "focus": where the operator was, "call": …}.
 */
const VERSION = 1;
const LABEL_MAX = 100;

function isPlain(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is worth keeping of ${d}: what was typed, said and answered. */
export function contentOf(d) {
  const { posting, maskedCard, ...kept } = d;
  const services = kept.services.map(({ referrals, ...s }) => s);
  return JSON.stringify({ ...kept, services });
}

/** Whether nothing was typed yet; an unfolded part is no typing. */
export function isEmpty(d) {
  const empty = emptyDraft();
  return contentOf({ ...d, open: empty.open }) === contentOf(empty);
}

/** The text of a draft; ${content} is of contentOf(). */
export function pack(content, { n, on, focus = null }) {
  const head = JSON.stringify({ v: VERSION, n, on, focus }).slice(0, -1);
  return `${head},"call":${content}}`;
}

/** ${saved} in the shape of ${empty}; members it does not know are kept. */
function fit(saved, empty) {
  const out = { ...empty, ...saved };
  for (const [name, value] of Object.entries(empty)) {
    const given = saved[name];
    if (isPlain(value)) out[name] = isPlain(given) ? fit(given, value) : value;
    else if (Array.isArray(value)) out[name] = Array.isArray(given) ? given : value;
    else if (value !== null && typeof given !== typeof value) out[name] = value;
  }
  return out;
}

/** What a caller agreed to on another day must be asked again. */
const NO_CONSENT = { consentPrice: false, consentData: false, agreedTo: null };

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * A kept call brought back on the day ${today}; null when a newer version of
 * this page wrote it.
 * @returns {null | {d: object, n: number, focus: string | null}}
 */
export function unpack(text, today) {
  const saved = parse(text);
  if (saved?.v !== VERSION || !isPlain(saved.call)) return null;
  const d = fit(saved.call, emptyDraft());
  return {
    d: {
      ...d,
      ...(saved.on !== today && NO_CONSENT),
      maskedCard: null,
      posting: emptyDraft().posting,
    },
    n: saved.n ?? 0,
    focus: saved.focus ?? null,
  };
}

/** "Пётр Т." of "Тестов Пётр Иванович", as the server masks names. */
function maskName(name) {
  const [family, given] = name.trim().split(/\s+/);
  if (!family) return '';
  const initial = `${[...family][0]}.`;
  return given ? `${given} ${initial}` : initial;
}

function maskPhone(phone) {
  const digits = phone.replace(/\D/g, '');
  return digits.length < 4 ? '' : `…${digits.slice(-4, -2)}-${digits.slice(-2)}`;
}

/** A line by which the operator knows the call again. */
export function labelOf(d) {
  const [service] = d.services;
  const who = maskName(d.known?.name ?? d.patient.name)
    || maskPhone(d.patient.phone);
  const parts = [who, d.place?.name, service?.name ?? service?.text]
    .filter(Boolean);
  const label = parts.length ? parts.join(' · ') : d.typed.trim();
  return [...label].slice(0, LABEL_MAX).join('');
}
