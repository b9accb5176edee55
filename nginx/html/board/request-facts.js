import { ageOn, showBirthDate } from '../lib/birth-date.js';
import { clinicParts } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { formatDateTime, formatWhen, t, tCode } from '../lib/i18n.js';
import { showPhone } from '../lib/phone.js';
import { useResource } from '../lib/resource.js';
import { TripMates } from './trip-mates.js';

function Fact({ label, children }) {
  if (!children || (Array.isArray(children) && !children.some(Boolean))) return null;
  return html`<div class="fact"><dt>${label}</dt><dd>${children}</dd></div>`;
}

function Phone({ number }) {
  if (!number) return null;
  return html`<a class="numbers strong" href=${`tel:${number}`}>
    ${showPhone(number)}</a>`;
}

function personText(p) {
  return p && [p.name, tCode('relation', p.relation)].filter(Boolean).join(', ');
}

/** Name, birth date and age. */
export function patientText(patient, today) {
  const birth = patient.birth_date;
  if (!birth) return patient.name;
  const age = t('birth.age', { n: ageOn(birth, today) });
  return `${patient.name}, ${showBirthDate(birth)}, ${age}`;
}

const DOOR = ['entrance', 'floor', 'flat', 'intercom'];

/** Where a medic goes, to the door. */
export function Address({ address, place }) {
  const door = DOOR.filter((k) => address[k])
    .map((k) => `${t(`address.${k}`).toLowerCase()} ${address[k]}`).join(', ');
  return html`<span class="strong">${address.text}</span>
    <br />${[place, door].filter(Boolean).join(' · ')}
    ${address.note && html`<br /><em>${address.note}</em>`}`;
}

/** What was answered other than "no". */
function Epid({ epid }) {
  const questions = useResource('/epid-questions')?.items ?? [];
  const textOf = (code) => questions.find((q) => q.code === code)?.question ?? code;
  const told = Object.entries(epid ?? {}).filter(([, e]) => e.answer !== 'no');
  if (!told.length) return t('epid.all_negative');
  return html`<ul class="plain">${told.map(([code, e]) => html`<li key=${code}>
    ${textOf(code)}: <strong>${t(`answer.${e.answer}`)}</strong>
    ${e.comment && ` (${e.comment})`}</li>`)}</ul>`;
}

/** What was asked for, with the answers to conditions. */
export function services(request) {
  return html`<ul class="plain">${request.services.map((s) => html`
    <li key=${s.code ?? s.text}>${s.name ?? s.text ?? s.code}
      ${!s.code && html` <span class="tag">${t('verdict.unknown')}</span>`}
      ${s.condition && html`<br />${s.condition}${' '}
        <strong>${t(s.condition_met ? 'answer.yes' : 'answer.no')}</strong>`}
    </li>`)}</ul>`;
}

function Attempts({ attempts, now }) {
  if (!attempts?.length) return null;
  return html`<ul class="plain">${attempts.map((a) => html`<li key=${a.at}>
    ${formatWhen(a.at, now)} · ${tCode('outcome', a.outcome)} · ${a.by}
    ${a.next_at && html` → ${formatWhen(a.next_at, now)}`}
    ${a.comment && html` — ${a.comment}`}</li>`)}</ul>`;
}

const STEPS = ['departed_at', 'arrived_at', 'finished_at'];

function Visit({ visit, now }) {
  const steps = STEPS.filter((k) => visit[k])
    .map((k) => t(`visit.${k}`, { time: formatWhen(visit[k], now) }));
  return html`<strong>${visit.medic_name ?? visit.medic}</strong>,${' '}
    ${formatDateTime(visit.window_start)} – ${formatWhen(visit.window_end,
      Date.parse(visit.window_start))}
    ${steps.length > 0 && html`<br />${steps.join(' · ')}`}`;
}

/** How it ended, and what goes with that. */
function endText({ outcome, feedback, duplicate_of: main, referral }) {
  return [
    tCode('reason', outcome),
    outcome && feedback !== null
      && t(feedback ? 'close.invited' : 'close.not_invited'),
    main && t('duplicate.of', { number: main.number }),
    referral?.name,
  ].filter(Boolean).join(' · ');
}

/** Which minutes of the promise count, and why not those between. */
function Counted({ promise }) {
  const spans = promise.counted ?? [];
  return html`${promise.explain}
    <ul class="plain">${spans.map((s) => html`<li class="quiet numbers" key=${s.from}>
      ${s.after && html`${t('promise.closed_before', { why: s.after })} `}
      ${t('promise.counted', {
        from: formatDateTime(s.from), to: formatWhen(s.to, Date.parse(s.from)),
        n: Math.round((Date.parse(s.to) - Date.parse(s.from)) / 60000),
      })}</li>`)}</ul>`;
}

const COUNTERS = ['handovers', 'takeovers', 'moves', 'zone_changes', 'returns'];

/** What should not happen often, where it happened. */
function counterText(request) {
  return COUNTERS.filter((k) => request[k])
    .map((k) => t(`counter.${k}`, { n: request[k] })).join(' · ');
}

/** The request in full, in the order a dispatcher needs it on the phone. */
export function RequestFacts({ request, now }) {
  const { patient, caller, address, visit } = request;
  const guardian = request.legal_representative;
  const { date: today } = clinicParts(now);
  const flags = request.flags ?? [];
  return html`<dl class="facts">
    <${Fact} label=${t('fact.patient')}>${patientText(patient, today)}
      ${patient.card_no && html` <span class="tag numbers">
        ${t('lookup.card', { card: patient.card_no })}</span>`}</${Fact}>
    <${Fact} label=${t('fact.phone')}><${Phone} number=${patient.phone} /></${Fact}>
    ${caller && html`<${Fact} label=${t('fact.caller')}>${personText(caller)}${' '}
      <${Phone} number=${caller.phone} /></${Fact}>`}
    ${guardian && html`<${Fact} label=${t('fact.representative')}>
      ${personText(guardian)}${' '}<${Phone} number=${guardian.phone} /></${Fact}>`}
    <${Fact} label=${t('fact.address')}><${Address} address=${address}
      place=${address.place_name} /></${Fact}>
    <${TripMates} request=${request} />
    <${Fact} label=${t('fact.services')}>${services(request)}</${Fact}>
    <${Fact} label=${t('fact.performers')}>${request.performers
      .map((p) => t(`performer.${p}`)).join(' + ')}</${Fact}>
    <${Fact} label=${t('fact.symptoms')}>${request.symptoms}</${Fact}>
    <${Fact} label=${t('fact.kit')}><strong class="kit">K${request.kit}</strong>
      ${' '}${t(`kit.${request.kit}`)}</${Fact}>
    <${Fact} label=${t('fact.epid')}><${Epid} epid=${request.epid} /></${Fact}>
    ${visit && html`<${Fact} label=${t('fact.visit')}>
      <${Visit} visit=${visit} now=${now} /></${Fact}>`}
    <${Fact} label=${t('fact.end')}>${endText(request)}</${Fact}>
    <${Fact} label=${t('fact.counters')}>${counterText(request)}</${Fact}>
    <${Fact} label=${t('fact.attempts')}>${request.attempts?.length
      ? html`<${Attempts} attempts=${request.attempts} now=${now} />` : null}
    </${Fact}>
    <${Fact} label=${t('fact.place_reason')}>${address.place_reason}</${Fact}>
    <${Fact} label=${t('fact.zone_dispute')}>${request.zone_dispute}</${Fact}>
    <${Fact} label=${t('fact.flags')}>${flags.length ? flags.map((f) => html`
      <span class="tag" key=${f}>${tCode('flag', f)}</span> `) : null}</${Fact}>
    <${Fact} label=${t('fact.promise')}>
      <${Counted} promise=${request.promise} /></${Fact}>
    <${Fact} label=${t('fact.posted')}>${formatDateTime(request.created_at)},
      ${' '}${request.created_by}</${Fact}>
  </dl>`;
}
