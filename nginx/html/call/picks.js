import { get, query } from '../lib/api.js';
import { t } from '../lib/i18n.js';
import { change, changePart, draft } from './draft.js';

/** What a line of the look-up list does to the call. */

function isSame(a, b) {
  return a.code ? a.code === b.code : !b.code && a.text === b.text;
}

/** Put a service into the visit, once. */
function addService(service) {
  const { services } = draft.get();
  if (services.some((s) => isSame(service, s))) return;
  change({ services: [...services, service], refusal: null });
}

/** The caller's own words; they are counted as an alias to add. */
function addFreeText(text) {
  addService({ text, verdict: 'unknown' });
  get(`/lookup${query({ q: text, final: '1' })}`).catch(() => {});
}

function pickService(hit) {
  if (hit.verdict === 'conditional') return 'ask';
  if (hit.verdict === 'not_allowed') change({ refusal: hit });
  else addService(hit);
  return 'done';
}

/** @returns {'done' | 'ask'}  "ask": its condition must be answered first */
export function pick(hit) {
  if (hit.kind === 'service') return pickService(hit);
  if (hit.kind === 'free') addFreeText(hit.text);
  else if (hit.kind === 'patient') {
    changePart('patient', { card_no: hit.card_no });
  } else if (hit.kind === 'place') {
    const { code, name, zone } = hit;
    change({ place: { code, name, zone } });
  }
  return 'done';
}

/** The caller answered the condition of a service. */
export function answerCondition(hit, met) {
  if (met) addService({ ...hit, conditionMet: true });
  else change({ refusal: { ...hit, say: t('verdict.condition_not_met') } });
}
