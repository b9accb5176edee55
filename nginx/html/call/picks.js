import { get, query } from '../lib/api.js';
import { showPhone } from '../lib/phone.js';
import { consequenceOf } from './answer.js';
import { change, changePart, draft } from './draft.js';
import { focusBox } from './focus.js';

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

/** What the visit needs of a service of the catalogue. */
function lineOf({ code, name, verdict, performer, condition }) {
  return { code, name, verdict, performer, condition };
}

/** Keep in sight what is refused; ${answer}: what its condition led to. */
function refuse(hit, answer) {
  const { code, name, referrals } = hit;
  change({ refusal: {
    code,
    name,
    referrals,
    near: draft.get().place?.code,
    say: (answer ?? hit).say,
    answer: answer?.answer,
    instead: answer?.instead,
  } });
}

/** The caller's own words; they are counted as an alias to add. */
function addFreeText(text) {
  addService({ text, verdict: 'unknown' });
  get(`/lookup${query({ q: text, final: '1' })}`).catch(() => {});
}

function pickService(hit) {
  if (hit.verdict === 'conditional') return 'ask';
  if (hit.verdict === 'not_allowed') {
    refuse(hit);
    return 'refused';
  }
  addService(lineOf(hit));
  return 'done';
}

/**
 * @returns {'done' | 'ask' | 'refused'}  "ask": its condition must be answered
 *   first
 */
export function pick(hit) {
  if (hit.kind === 'service') return pickService(hit);
  if (hit.kind === 'free') addFreeText(hit.text);
  else if (hit.kind === 'patient') {
    changePart('patient', { card_no: hit.card_no });
  } else if (hit.kind === 'phone') {
    changePart('patient', { phone: showPhone(hit.phone) });
  } else if (hit.kind === 'place') {
    const { code, name, zone } = hit;
    change({ place: { code, name, zone } });
  }
  return 'done';
}

/**
 * The caller answered the condition of a service; what follows is data.
 * @returns {'done' | 'refused'}
 */
export function answerCondition(hit, met) {
  const answer = consequenceOf(hit, met);
  if (answer.verdict === 'not_allowed') {
    refuse(hit, answer);
    return 'refused';
  }
  addService({ ...lineOf(hit), verdict: answer.verdict, conditionMet: met });
  return 'done';
}

/** Another service of the catalogue takes the place of the refused one. */
export function addInstead(service) {
  addService(lineOf(service));
  focusBox();
}
