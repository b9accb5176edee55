import { get, query } from '../lib/api.js';
import { useCell } from '../lib/cell.js';
import { clinicParts, useNow } from '../lib/clock.js';
import { afterRender, html, useEffect, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { refreshResource, useResource } from '../lib/resource.js';
import { onPersonGone } from '../lib/session.js';
import { watchUnsaved } from '../lib/unsaved.js';
import { focusQuestions } from '../ui/answers.js';
import { ErrorSummary } from '../ui/error-summary.js';
import { FormContext } from '../ui/form-context.js';
import { toast } from '../ui/toast.js';
import { ActionBar } from './action-bar.js';
import { AddressForm } from './address-form.js';
import { Consents } from './consents.js';
import { change, changePart, draft, isDirty, resetDraft } from './draft.js';
import { DuplicateDialog } from './duplicate-dialog.js';
import { EmergencyCard } from './emergency-card.js';
import { Epid } from './epid.js';
import { checkTyped, isRequired, maxLength } from './form-rules.js';
import { InformedDialog } from './informed-dialog.js';
import { useKnownPatient } from './known-patient.js';
import { LookupBox } from './lookup-box.js';
import { MyRequests } from './my-requests.js';
import { PatientForm } from './patient-form.js';
import { PostedCard } from './posted-card.js';
import { submit } from './posting.js';
import { usePrice } from './price.js';
import { PriceCard } from './price-card.js';
import { RedFlags, redFlagState, signsFor } from './red-flags.js';
import { RefusalCard } from './refusal-card.js';
import { ageOf, performersOf } from './request-body.js';
import { RequestPeek } from './request-peek.js';
import { VisitCard } from './visit-card.js';

const NO_FIELDS = { fields: [], consent_version: '1', representative_age: 15 };

watchUnsaved(() => isDirty(draft.get()));
onPersonGone(resetDraft);

/** Put a service into the visit, once. */
function addService(service) {
  const { services } = draft.get();
  const same = (s) => (service.code ? s.code === service.code
    : s.text === service.text);
  if (services.some(same)) return;
  change({ services: [...services, service], refusal: null });
}

/** The caller's own words; they are counted as an alias to add. */
function addFreeText(text) {
  addService({ text, verdict: 'unknown' });
  get(`/lookup${query({ q: text, final: '1' })}`).catch(() => {});
}

/** Focus the first control of a part of the screen. */
function focusPart(name) {
  const part = document.querySelector(`[data-part="${name}"]`);
  if (!part) return;
  const questions = part.querySelector('.questions');
  if (questions) focusQuestions(questions);
  else part.querySelector('input')?.focus();
}

/** The operator's screen: one call from the first word to the number. */
export function CallDesk() {
  const d = useCell(draft);
  const price = usePrice(d);
  const form = useResource('/form') ?? NO_FIELDS;
  const redFlags = useResource('/red-flags');
  const questions = useResource('/epid-questions')?.items ?? [];
  const [open, setOpen] = useState('red_flags');
  const [dialog, setDialog] = useState(null);
  const box = useRef(null);
  const today = clinicParts(useNow(60000)).date;

  const age = ageOf(d, today);
  const minor = age !== null && age < form.representative_age;
  const signs = signsFor(redFlags?.items ?? [], age);
  const danger = signs.find((s) => d.redFlags[s.code] === 'yes');
  const total = price.visit?.total ?? null;
  const who = { known: Boolean(d.known), minor };

  useKnownPatient(d, today);
  // Consent was given to a sum: another sum needs another consent.
  useEffect(() => {
    if (d.consentPrice) change({ consentPrice: false });
  }, [total?.amount]);

  function newCall() {
    resetDraft();
    setDialog(null);
    setOpen('red_flags');
    afterRender(() => box.current?.focus());
  }
  function show(part) {
    if (part === 'red_flags' || part === 'epid') setOpen(part);
    afterRender(() => focusPart(part));
  }
  function onPick(hit) {
    if (hit.kind === 'place') {
      const { code, name, zone } = hit;
      change({ place: { code, name, zone } });
    } else if (hit.kind === 'patient') {
      changePart('patient', { card_no: hit.card_no });
      afterRender(() => document
        .getElementById('f-patient-birth_date')?.focus());
    } else if (hit.kind === 'request') setDialog({ peek: hit.id });
    else if (hit.kind === 'free') addFreeText(hit.text);
    else if (hit.verdict === 'conditional') return 'ask';
    else if (hit.verdict === 'not_allowed') change({ refusal: hit });
    else addService(hit);
    return 'done';
  }
  function onAnswered(hit, met) {
    if (met) addService({ ...hit, conditionMet: true });
    else change({ refusal: { ...hit, say: t('verdict.condition_not_met') } });
  }
  function redFlagErrors() {
    const state = redFlagState(signs, d.redFlags);
    return state === 'clear' || signs.length === 0 ? {}
      : { '/red_flags': t(`error.red_flags_${state}`) };
  }
  function onPost() {
    if (danger) return;
    submit({
      today,
      minor,
      fields: form.fields,
      consentVersion: form.consent_version,
      redFlagCodes: signs.map((s) => s.code),
      extraErrors: { ...checkTyped(d, today), ...redFlagErrors() },
      spoken: total,
      onPriceChanged: () => {
        change({ consentPrice: false });
        price.refresh();
        refreshResource('/zones');
      },
    });
  }
  function reset() {
    const before = d;
    newCall();
    if (isDirty(before)) {
      toast(t('call.reset_done'), 'info', {
        label: t('undo'), run: () => draft.set(before),
      });
    }
  }
  const formKeys = {
    'Alt+Digit2': () => show('patient'),
    'Alt+Digit3': () => show('address'),
    'Alt+Digit4': () => show('red_flags'),
    'Alt+Digit5': () => show('epid'),
    'Alt+Digit6': () => show('consents'),
    'Alt+Digit0': () => setDialog({ informed: true }),
    'Ctrl+Enter': onPost,
  };
  const toBox = () => box.current?.focus();
  useHotkeys({
    'Alt+Digit1': toBox, Slash: toBox, Escape: toBox,
    ...(!d.posting.posted && !danger && formKeys),
  });

  const context = {
    prefix: 'f',
    errors: d.posting.errors,
    required: (pointer) => isRequired(form.fields, pointer, who),
    maxLength: (pointer) => maxLength(form.fields, pointer),
  };
  if (danger) {
    return html`<main class="desk call" id="main">
      <${EmergencyCard} key=${danger.code} sign=${danger} onNew=${newCall} />
    </main>`;
  }
  return html`<main class="desk call" id="main">
    <h1 class="hidden">${t('desk.call')}</h1>
    <${FormContext.Provider} value=${context}>
      <${LookupBox} inputRef=${box} onPick=${onPick} onAnswered=${onAnswered} />
      ${d.posting.posted ? html`<div class="call__after">
        <${PostedCard} request=${d.posting.posted} onNew=${newCall} />
        <${MyRequests} onOpen=${(id) => setDialog({ peek: id })} /></div>` : html`
      <div class="call__columns" inert=${d.posting.state !== 'idle'}>
        <div class="call__left">
          <${PriceCard} d=${d} price=${price} />
          <${VisitCard} services=${d.services} />
          ${d.refusal && html`<${RefusalCard} refusal=${d.refusal}
            performers=${performersOf(d)} />`}
          <${MyRequests} onOpen=${(id) => setDialog({ peek: id })} />
        </div>
        <div class="call__form card">
          <${ErrorSummary} errors=${d.posting.errors} reveal=${(pointer) => {
            if (/^\/(red_flags|epid)/.test(pointer)) setOpen(pointer.split('/')[1]);
          }} />
          <${PatientForm} d=${d} today=${today} minor=${minor} />
          <${AddressForm} d=${d} />
          <${Consents} d=${d} total=${total} />
        </div>
        <div class="call__right">
          <${RedFlags} signs=${signs} approved=${redFlags?.approved}
            answers=${d.redFlags} open=${open === 'red_flags'}
            onToggle=${() => setOpen(open === 'red_flags' ? '' : 'red_flags')}
            onEnd=${() => show('epid')} />
          <${Epid} items=${questions} epid=${d.epid} open=${open === 'epid'}
            onToggle=${() => setOpen(open === 'epid' ? '' : 'epid')}
            onEnd=${() => { setOpen(''); show('consents'); }} />
        </div>
      </div>
      <${ActionBar} d=${d} total=${total} onPost=${onPost} onReset=${reset}
        onInformed=${() => setDialog({ informed: true })} />`}
    </${FormContext.Provider}>
    ${dialog?.informed && html`<${InformedDialog} d=${d} total=${total}
      onClose=${() => setDialog(null)}
      onDone=${() => { toast(t('informed.done'), 'good'); newCall(); }} />`}
    ${dialog?.peek && html`<${RequestPeek} id=${dialog.peek}
      onClose=${() => setDialog(null)} />`}
    ${d.posting.matches && html`<${DuplicateDialog} matches=${d.posting.matches}
      onClose=${() => changePart('posting', { matches: null })}
      onFinish=${newCall}
      onNew=${(reason) => {
        change({ duplicate: { action: 'new_anyway', reason } });
        changePart('posting', { matches: null });
        onPost();
      }} />`}
  </main>`;
}
