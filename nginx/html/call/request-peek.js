import { newKey } from '../lib/api.js';
import { useCell } from '../lib/cell.js';
import { useNow } from '../lib/clock.js';
import {
  html, useLayoutEffect, useMemo, useRef, useState,
} from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { session } from '../lib/session.js';
import { CancelDialog } from '../board/cancel-dialog.js';
import { conflictText } from '../board/conflict.js';
import { CorrectDialog } from '../board/correct-dialog.js';
import { EmergencyDialog } from '../board/emergency-dialog.js';
import { MainRequestDialog } from '../board/main-request-dialog.js';
import { NoteDialog } from '../board/note-dialog.js';
import { DeclineDialog } from '../board/reason-dialog.js';
import { ReferDialog } from '../board/refer-dialog.js';
import { RequestHistory } from '../board/request-history.js';
import { Dialog } from '../ui/dialog.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { Urgency } from '../ui/urgency.js';
import { AddNote } from './add-note.js';
import { RequestState } from './request-state.js';
import { usePeek } from './use-peek.js';

/** Key, action, icon; all but the first show when the server allows them. */
const ACTIONS = [
  ['KeyA', 'again', 'phone'], ['KeyM', 'note', 'help'],
  ['KeyE', 'correct', 'edit'], ['KeyC', 'cancel', 'no'],
  ['KeyF', 'refer', 'home'], ['KeyD', 'decline', 'no'],
  ['KeyK', 'mark_duplicate', 'minus'], ['KeyX', 'emergency', 'alert'],
];
const DIALOGS = {
  note: NoteDialog,
  correct: CorrectDialog,
  cancel: CancelDialog,
  refer: ReferDialog,
  decline: DeclineDialog,
  mark_duplicate: MainRequestDialog,
  emergency: EmergencyDialog,
};

function Actions({ actions, marked, onAction }) {
  const first = useRef(null);
  useLayoutEffect(() => first.current.focus(), []);
  return html`<div class="card-actions" role="toolbar"
      aria-label=${t('card.actions')}>
    ${actions.map(([code, action, icon], i) => html`<button type="button"
      key=${action} class=${`button ${i === 0 ? 'button--main' : ''}`}
      ref=${i === 0 ? first : undefined}
      disabled=${action === 'again' && marked}
      aria-keyshortcuts=${code.slice(3)} onClick=${() => onAction(action)}>
      <${Icon} name=${icon} />${t(`action.${action}`)}
      <${Kbd}>${code.slice(3)}</${Kbd}></button>`)}
  </div>`;
}

/** A colleague's request: its state, and a mark that the caller rang. */
function Foreign({ hit, now }) {
  const box = useRef(null);
  useLayoutEffect(() => box.current.querySelector('[data-autofocus]').focus(), []);
  return html`<div class="peek__foreign" ref=${box}>
    <p class="peek__state"><span class="tag">${tCode('state', hit.state)}</span>
      ${hit.promise && html`${' '}<${Urgency} promise=${hit.promise}
        now=${now} />`}</p>
    <p class="quiet">${t('peek.foreign')}</p>
    <${AddNote} id=${hit.id} /></div>`;
}

/** Once the call is marked: perhaps with the words of the caller. */
function Marked({ id }) {
  return html`
    <p class="notice notice--good" role="status"><${Icon} name="done" />
      ${t('peek.marked')}</p>
    <${AddNote} id=${id} mark=${false} />`;
}

/**
 * How a request stands, for a caller who asks; no medical data.
 * @param {{hit: {id: string, number?: string, state?: string},
 *   onClose: () => void, onChange: () => void}} props
 */
export function RequestPeek({ hit, onClose, onChange }) {
  const { user } = useCell(session);
  const { request, problem, run } = usePeek(hit.id, onChange);
  const [dialog, setDialog] = useState(null);
  const [marked, setMarked] = useState(false);
  const [failure, setFailure] = useState('');
  const key = useMemo(newKey, []);
  const now = useNow(1000);
  const actions = ACTIONS.filter(([, action]) => action === 'again'
    || request?.allowed_actions.includes(action));

  async function again() {
    if (marked) return;
    setFailure('');
    try {
      await run('note', { text: t('note.called_again'), called_again: true },
        { key });
      setMarked(true);
    } catch (error) {
      setFailure(error.body ? conflictText(error) : t('connection.away'));
    }
  }
  function onAction(action) {
    if (action === 'again') again();
    else setDialog(action);
  }
  const keys = Object.fromEntries(request ? actions.map(([code, action]) => [
    code, () => { onAction(action); }]) : []);
  const Open = DIALOGS[dialog];
  const foreign = problem?.status === 403;

  return html`<${Dialog} title=${request?.number ?? hit.number ?? t('peek.title')}
      keys=${keys} onClose=${onClose} wide>
    ${foreign && html`<${Foreign} hit=${hit} now=${now} />`}
    ${(failure || (problem && !request && !foreign)) && html`
      <p class="notice notice--bad" role="alert"><${Icon} name="alert" />
        ${failure || problem.message}</p>`}
    ${!request && !problem && html`<p class="empty">${t('loading')}</p>`}
    ${request && html`
      <${RequestState} request=${request} now=${now} />
      <${Actions} actions=${actions} marked=${marked} onAction=${onAction} />
      ${marked && html`<${Marked} id=${request.id} />`}
      <${RequestHistory} id=${request.id} version=${request.version}
        only=${user.login} />`}
  </${Dialog}>
  ${Open && html`<${Open} request=${request} run=${run}
    onClose=${() => setDialog(null)} />`}`;
}
