import { useCell } from '../lib/cell.js';
import { errorText } from '../lib/error-text.js';
import { isRequired, ruleOf, typingError } from '../lib/form-rules.js';
import {
  afterRender, html, useEffect, useLayoutEffect, useRef, useState,
} from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { focusQuestions } from '../ui/answers.js';
import { fieldId, FormContext } from '../ui/form-context.js';
import { later } from '../ui/later.js';
import { toast } from '../ui/toast.js';
import { ActionBar } from './action-bar.js';
import { CallDialogs } from './call-dialogs.js';
import { CallForm } from './call-form.js';
import { endCall, hand, nextCall, startCalls } from './calls.js';
import { change, draft, isRecorded } from './draft.js';
import { focusOn } from './focus.js';
import { LookupBox } from './lookup-box.js';
import { answerCondition, pick } from './picks.js';
import { nextPatient, whoOf } from './request-body.js';
import { useCall } from './use-call.js';

const EmergencyCard = later(
  async () => (await import('./emergency-card.js')).EmergencyCard,
);
const MyRequests = later(
  async () => (await import('./my-requests.js')).MyRequests,
);
const PostedCard = later(
  async () => (await import('./posted-card.js')).PostedCard,
);
const Unfinished = later(
  async () => (await import('./unfinished.js')).Unfinished,
);

/** Focus the first control of a part of the screen. */
function focusPart(name) {
  const part = document.querySelector(`[data-part="${name}"]`);
  const questions = part?.querySelector('.questions');
  if (questions) focusQuestions(questions);
  else (part?.querySelector('input, .mine__line') ?? part)?.focus();
}

/** What the fields must know of the form they stand in. */
function formContext(d, { form, minor, errors }) {
  const who = whoOf(d, minor);
  return {
    prefix: 'f',
    errors,
    required: (pointer) => isRequired(form.fields, pointer, who),
    typing: (pointer, text) => errorText(pointer,
      typingError(ruleOf(form.fields, pointer), text)),
  };
}

/** Begin at the box, or where the operator left this call. */
function useFirstFocus(box, spot, { danger, flags, questions }) {
  const waiting = useRef(spot);
  useLayoutEffect(() => {
    if (!document.querySelector('dialog[open]')) box.current?.focus();
  }, [Boolean(danger)]);
  // Questions come a moment later than the form.
  useLayoutEffect(() => {
    const moved = document.activeElement !== box.current;
    if (moved || focusOn(waiting.current)) waiting.current = null;
  }, [flags.signs.length, questions.length]);
}

/** One call from the first word to the number. */
function Call({ spot }) {
  // A letter in the box is the box's alone: the form does not wait for it.
  const d = useCell(draft, 'typed');
  const call = useCall(d);
  const { open } = d;
  const setOpen = (part) => change({ open: part });
  const [scripts, setScripts] = useState(true);
  const [dialog, setDialog] = useState(null);
  const [changes, setChanges] = useState(0);
  const box = useRef(null);
  const { posted } = d.posting;
  const peek = (hit) => setDialog({ peek: hit });
  const toBox = () => box.current?.focus();
  const toMine = () => focusPart('mine');
  // Questions that became due show by themselves and take no focus.
  const due = call.flags.state === 'clear' ? ''
    : [...call.flags.fresh.map((s) => s.code), ...call.flags.because].join();
  useEffect(() => {
    const inEpid = document.activeElement?.closest('[data-part=epid]');
    if (due && !inEpid) setOpen('red_flags');
  }, [due]);

  useFirstFocus(box, spot, call);

  function inform() {
    if (!isRecorded(d)) {
      setDialog({ informed: true });
      return;
    }
    endCall();
    toast(t('referred.call_over'), 'good');
  }
  function reset() {
    const bringBack = endCall();
    if (!bringBack) return;
    toast(t('call.reset_done'), 'info', { label: t('undo'), run: bringBack });
  }
  function show(part) {
    if (part === 'red_flags' || part === 'epid') setOpen(part);
    afterRender(() => focusPart(part));
  }
  function onPick(hit) {
    if (hit.kind === 'request') peek(hit);
    if (hit.kind === 'patient') {
      const birth = fieldId('/patient/birth_date');
      afterRender(() => document.getElementById(birth)?.focus());
    }
    return pick(hit);
  }
  useHotkeys({
    'Alt+Digit1': toBox,
    Slash: toBox,
    Escape: toBox,
    'Alt+Digit8': toMine,
  });
  useHotkeys({
    'Alt+Digit2': () => show('patient'),
    'Alt+Digit3': () => show('address'),
    'Alt+Digit4': () => show('red_flags'),
    'Alt+Digit5': () => show('epid'),
    'Alt+Digit6': () => show('consents'),
    'Alt+Digit9': () => setScripts((shown) => !shown),
    'Alt+Digit0': inform,
    'Alt+KeyT': () => setDialog({ handOn: true }),
    'Ctrl+Enter': call.post,
  }, { active: !posted && !call.danger });

  if (call.danger) {
    return html`<main class="desk call" id="main"><${EmergencyCard}
      key=${call.danger.code} sign=${call.danger} onNew=${endCall} /></main>`;
  }
  return html`<main class="desk call" id="main">
    <h1 class="hidden">${t('desk.call')}</h1>
    <${FormContext.Provider} value=${formContext(d, call)}>
      <${LookupBox} inputRef=${box} onPick=${onPick}
        onAnswered=${answerCondition} />
      <${Unfinished} />
      ${posted ? html`<div class="call__after">
        <${PostedCard} request=${posted} onNew=${endCall}
          onMore=${() => nextCall(nextPatient(d), fieldId('/patient/card_no'))} />
        <${MyRequests} onOpen=${peek} changes=${changes} /></div>` : html`
      <${CallForm} d=${d} call=${call} open=${open} onOpen=${setOpen}
        scripts=${scripts} onScripts=${() => setScripts(!scripts)}
        onShow=${show} onPeek=${peek} changes=${changes} />
      <${ActionBar} d=${d} total=${call.total} promise=${call.promise}
        again=${call.again}
        onPost=${call.post}
        onReset=${reset} onInformed=${inform}
        onHandOn=${() => setDialog({ handOn: true })} />`}
    </${FormContext.Provider}>
    <${CallDialogs} d=${d} call=${call} dialog=${dialog}
      onClose=${() => setDialog(null)} onNewCall=${endCall}
      onChange=${() => setChanges((n) => n + 1)} />
  </main>`;
}

/** The operator's screen: the call at hand, each in a form of its own. */
export function CallDesk() {
  const { turn, ready, focus } = useCell(hand);
  useEffect(() => {
    startCalls();
  }, []);
  return ready ? html`<${Call} key=${turn} spot=${focus} />`
    : html`<main class="desk call" id="main" aria-busy="true" />`;
}
