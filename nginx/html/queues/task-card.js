import { useNow } from '../lib/clock.js';
import { html, useLayoutEffect, useRef, useState } from '../lib/html.js';
import { formatDateTime, t, tCode } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { showPhone } from '../lib/phone.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { toast } from '../ui/toast.js';
import { Urgency } from '../ui/urgency.js';
import { isMine, owned } from '../board/actions.js';
import { AttemptDialog } from '../board/attempt-dialog.js';
import { Conflict } from '../board/conflict.js';
import { toastDone } from '../board/done-toast.js';
import { Silent } from '../board/silent.js';
import { TakeoverDialog } from '../board/takeover-dialog.js';
import { useRequest } from '../board/use-request.js';
import { CloseTaskDialog, CancelTaskDialog } from './end-dialogs.js';
import { TaskHandoverDialog } from './handover-dialog.js';
import { TaskHistory } from './task-history.js';

/** Key, action, icon; an action shows when the server allows it. */
const ACTIONS = [
  ['KeyT', 'claim', 'person'], ['KeyO', 'takeover', 'person'],
  ['KeyA', 'attempt', 'phone'], ['KeyG', 'close', 'check'],
  ['KeyH', 'handover', 'arrow'], ['KeyR', 'release'], ['KeyC', 'cancel'],
];

/** What is asked before an action is done. */
const DIALOGS = {
  attempt: AttemptDialog,
  cancel: CancelTaskDialog,
  close: CloseTaskDialog,
  handover: TaskHandoverDialog,
  takeover: (props) => html`<${TakeoverDialog} action="task_takeover" ...${props} />`,
};

function Head({ task, now, login, titleRef, onClose }) {
  return html`<header class="card__head">
    <h2 tabindex="-1" ref=${titleRef} class="numbers">${task.phone
      ? showPhone(task.phone) : t('task.forgotten')}</h2>
    <span class="tag">${tCode('task_state', task.state)}</span>
    ${task.claim && !isMine(task, login) && html`<span class="quiet">${t('card.by',
      { by: task.claim.by })}</span>
      <${Silent} claim=${task.claim} now=${now} />`}
    <span class="header__space" />
    <${Urgency} promise=${task.promise} now=${now} />
    <button type="button" class="button button--icon" onClick=${onClose}
      aria-label=${t('close')}><${Icon} name="close" /></button>
  </header>`;
}

function Actions({ task, onPress }) {
  const allowed = ACTIONS.filter(([, a]) => task.allowed_actions.includes(a));
  if (!allowed.length) return null;
  return html`<div class="card-actions" role="toolbar"
      aria-label=${t('card.actions')}>
    ${allowed.map(([code, action, icon], i) => html`<button type="button"
      key=${action} class=${`button ${i === 0 ? 'button--main' : ''}`}
      onClick=${() => onPress(action)}>
      ${icon && html`<${Icon} name=${icon} size="17" />`}
      ${t(`action.task_${action}`)}<${Kbd}>${code.slice(3)}</${Kbd}></button>`)}
  </div>`;
}

function Fact({ label, children }) {
  if (!children || (Array.isArray(children) && !children.some(Boolean))) return null;
  return html`<div class="fact"><dt>${label}</dt><dd>${children}</dd></div>`;
}

/** How often it changed hands, in words; nothing when it never did. */
function countsText({ handovers, returns, attempt_count: calls }) {
  return [calls && t('task.calls', { n: calls }),
    handovers && t('task.handovers', { n: handovers }),
    returns && t('claim.returns', { n: returns })].filter(Boolean).join(', ');
}

function Facts({ task }) {
  return html`<dl class="facts">
    <${Fact} label=${t('fact.phone')}>${task.phone && html`
      <a class="numbers strong task__phone" href=${`tel:${task.phone}`}>
        ${showPhone(task.phone)}</a>`}</${Fact}>
    <${Fact} label=${t('task.name')}>${task.name}</${Fact}>
    <${Fact} label=${t('task.note')}>${task.note}</${Fact}>
    <${Fact} label=${t('task.queue')}>${task.queue_name}${' '}
      <span class="tag">${tCode('task_kind', task.kind)}</span></${Fact}>
    <${Fact} label=${t('task.request')}>${task.request_number}</${Fact}>
    <${Fact} label=${t('task.promise')}>${task.promise.explain}</${Fact}>
    <${Fact} label=${t('fact.counters')}>${countsText(task)}</${Fact}>
    <${Fact} label=${t('task.outcome')}>${task.outcome && [
      tCode('task_outcome', task.outcome), task.result].filter(Boolean)
      .join(': ')}</${Fact}>
    <${Fact} label=${t('task.made')}>${formatDateTime(task.created_at)},
      ${' '}${task.created_by}</${Fact}>
  </dl>`;
}

/**
 * One caller to be called back, and what can be done for them.
 * @param {{id: string, given: object | null, listed: number | undefined,
 *   login: string, queues: object[], onChange: () => void,
 *   onClose: () => void}} props
 */
export function TaskCard({
  id, given, listed, login, queues, onChange, onClose,
}) {
  const {
    request: task, ready, problem, setProblem, run: act,
  } = useRequest({ id, given, listed, login, onChange, base: '/tasks' });
  const [dialog, setDialog] = useState(null); // {action, request}
  const now = useNow(1000);
  const title = useRef(null);

  useLayoutEffect(() => {
    title.current?.focus();
  }, [task?.id]);

  const run = (action, ...rest) => act(action.replace(/^task_/, ''), ...rest);
  async function press(action) {
    if (!ready) return;
    if (!task.allowed_actions.includes(action)) {
      toast(t('task.not_now', { action: t(`action.task_${action}`),
        state: tCode('task_state', task.state) }), 'bad');
      return;
    }
    if (DIALOGS[action]) {
      setDialog({ action,
        request: { ...task, number: showPhone(task.phone) } });
      return;
    }
    try {
      const next = await run(action, action === 'claim' ? {} : owned(task));
      toastDone(`task_${action}`, next, '/tasks');
    } catch (error) {
      setProblem(error);
    }
  }
  useHotkeys(Object.fromEntries(ACTIONS.map(([code, action]) => [code,
    () => { press(action); }])));

  if (!task) {
    return html`<aside class="board__card" aria-busy="true">
      <${Conflict} problem=${problem} onClose=${onClose} />
      <p class="empty">${t('loading')}</p></aside>`;
  }
  const Open = DIALOGS[dialog?.action];
  return html`<aside class="board__card" aria-label=${t('task.title')}>
    <${Head} task=${task} now=${now} login=${login} titleRef=${title} onClose=${onClose} />
    <${Actions} task=${task} onPress=${press} />
    <div class="board__card-body">
      <${Conflict} problem=${problem} onClose=${() => setProblem(null)} />
      <${Facts} task=${task} />
      <${TaskHistory} id=${task.id} version=${task.version} queues=${queues} />
    </div>
    ${Open && html`<${Open} request=${dialog.request} run=${run} queues=${queues}
      onClose=${() => setDialog(null)} />`}
  </aside>`;
}
