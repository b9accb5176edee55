import { ageOn, parseBirthDate } from '../lib/birth-date.js';
import { tidyName } from '../lib/person-name.js';
import { parsePhone } from '../lib/phone.js';
import { tidyText } from '../lib/text.js';

/** Everything typed during one call; draft-format.js says what is kept. */
export function emptyDraft() {
  return {
    patient: { card_no: '', birth: '', name: '', phone: '' },
    known: null, // the patient of the file, when card and birth date agree
    maskedCard: null, // a card that exists, its birth date not yet confirmed
    hasCaller: false,
    caller: { name: '', relation: '', phone: '' },
    representative: { name: '', relation: '', phone: '' },
    place: null, // {code, name, zone, from: 'address' when it was read there}
    addressRead: null, // what POST /addresses/read says of the typed address
    zoneDispute: null, // the caller's words, once they dispute the zone
    address: {
      text: '', entrance: '', floor: '', flat: '', intercom: '', note: '',
      place_reason: '', // why not the place the address names
    },
    // {code, name, verdict, performer, condition, conditionMet} or {text}
    services: [],
    performers: null, // chosen by hand; null: they follow from the services
    refusal: null, // the service last refused, with where it is done
    referring: null, // the last record of it sent {text, key}
    referred: {}, // code of a refused service → {clinic, followUp} as recorded
    symptoms: '',
    redFlags: {}, // code → answer
    askedAgain: {}, // code → how often the answer was "don't know"
    doubted: [], // epid answers after which red flags were asked again
    epid: {}, // code → {answer, comment}
    bonus: false,
    consentPrice: false,
    consentData: false,
    agreedTo: null, // the sum consented to: kopecks, or 0 when not known
    priceExpired: false, // the spoken price was dropped: it no longer held
    tripGroup: null, // {id, number} of the patient before at this address
    scripts: {}, // situation → version: those that were on the screen
    duplicate: null, // {action, reason}
    emergencyRecorded: null, // the red flag already recorded
    typed: '', // in the one box
    open: 'red_flags', // the part of questions that is unfolded
    kept: null, // the spoken price {ask, key, quote}
    sent: null, // the request on its way or unanswered {key, body}
    posting: {
      state: 'idle', // sending, retrying
      errors: {}, // pointer → text
      checked: {}, // the body they are about
      failure: null,
      matches: null, // suspected duplicates
      posted: null, // the request as made
    },
  };
}

/** The next patient at the address of ${d}, whose request was posted. */
export function nextPatient(d) {
  const { posted } = d.posting;
  return {
    ...emptyDraft(),
    hasCaller: d.hasCaller,
    caller: d.caller,
    representative: d.representative,
    place: d.place,
    address: d.address,
    addressRead: d.addressRead,
    patient: { ...emptyDraft().patient, phone: d.patient.phone },
    tripGroup: { id: posted.trip_group ?? posted.id, number: posted.number },
  };
}

/** @returns {import('../lib/types.js').Performer[]} */
export function performersOf(d) {
  if (d.performers) return d.performers;
  const wanted = new Set(d.services.map((s) => s.performer));
  const named = ['doctor', 'nurse'].filter((p) => wanted.has(p));
  if (named.length) return named;
  return wanted.has('doctor_or_nurse') ? ['nurse'] : ['doctor'];
}

export function serviceCodes(d) {
  return d.services.filter((s) => s.code).map((s) => s.code);
}

/** The age typed, or null while it is not a date. */
export function ageOf(d, today) {
  const birth = parseBirthDate(d.patient.birth, today);
  return birth.iso ? ageOn(birth.iso, today) : null;
}

/** Members with a value; undefined when none has. */
function filled(object) {
  const used = Object.entries(object)
    .map(([k, v]) => [k, typeof v === 'string' ? tidyText(v) : v])
    .filter(([, v]) => v !== undefined && v !== null && v !== '');
  return used.length ? Object.fromEntries(used) : undefined;
}

/** Whose form it is, for the rules of GET /form. */
export function whoOf(d, minor) {
  return {
    known: Boolean(d.known),
    minor,
    card: tidyText(d.patient.card_no),
    birth: tidyText(d.patient.birth),
  };
}

function nameOf(typed) {
  return tidyName(tidyText(typed)).text;
}

function person(p) {
  return filled({
    ...p, name: nameOf(p.name), phone: parsePhone(p.phone) ?? p.phone,
  }) ?? null;
}

function patientOf(d, today) {
  const birth = parseBirthDate(d.patient.birth, today);
  return filled({
    card_no: d.patient.card_no,
    name: d.known ? '' : nameOf(d.patient.name),
    birth_date: birth.iso ?? d.patient.birth,
    phone: parsePhone(d.patient.phone) ?? d.patient.phone,
  });
}

/** Whether the typed address names another place than the chosen one. */
export function addressContradicts({ addressRead: read, place }) {
  return Boolean(read?.contradicts) && read.chosen === place?.code;
}

/** A reason is told only against what the address says. */
function addressOf(d) {
  const { place_reason, ...address } = d.address;
  return filled({
    ...address,
    place: d.place?.code,
    place_reason: addressContradicts(d) ? place_reason : '',
  }) ?? {};
}

function serviceOf(s) {
  if (!s.code) return { text: s.text };
  return filled({ code: s.code, condition_met: s.conditionMet });
}

/**
 * The body of POST /requests.
 * @param {object} d  the draft
 * @param {{today: string, redFlagCodes: string[], minor: boolean,
 *   consentVersion: string, quoteId?: string}} ctx
 */
export function toBody(d, ctx) {
  const epid = Object.entries(d.epid)
    .map(([code, e]) => [code, filled(e)]);
  const flags = ctx.redFlagCodes.filter((code) => d.redFlags[code])
    .map((code) => [code, d.redFlags[code]]);
  return {
    patient: patientOf(d, ctx.today) ?? {},
    caller: d.hasCaller ? person(d.caller) : null,
    address: addressOf(d),
    services: d.services.map(serviceOf),
    performers: performersOf(d),
    ...filled({ symptoms: d.symptoms }),
    epid: Object.fromEntries(epid),
    red_flags: Object.fromEntries(flags),
    ...(ctx.quoteId && { quote: { id: ctx.quoteId } }),
    bonus_member: d.bonus,
    consent: {
      price: d.consentPrice,
      data: d.consentData,
      text_version: ctx.consentVersion,
    },
    legal_representative: ctx.minor ? person(d.representative) : null,
    zone_dispute: tidyText(d.zoneDispute ?? '') || null,
    trip_group: d.tripGroup?.id ?? null,
    scripts: Object.entries(d.scripts)
      .map(([situation, version]) => ({ situation, version })),
    ...(d.duplicate && { duplicate: d.duplicate }),
  };
}
