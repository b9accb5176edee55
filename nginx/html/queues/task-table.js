import { html } from '../lib/html.js';
import { formatWhen, t, tCode } from '../lib/i18n.js';
import { Urgency } from '../ui/urgency.js';
import { Silent } from '../board/silent.js';

const COLUMNS = ['promise', 'caller', 'about', 'state'];

/** The row of the task ${id}, if it is drawn. */
export function rowOf(id) {
  return document.querySelector(`.row[data-id="${CSS.escape(id)}"]`);
}

function State({ task, now }) {
  const { state, claim, retry_at: retry, returns, outcome } = task;
  let more = '';
  if (claim) more = claim.by;
  else if (retry) more = t('board.retry_at', { time: formatWhen(retry, now) });
  else if (outcome) more = tCode('task_outcome', outcome);
  else if (returns) more = t('claim.returns', { n: returns });
  return html`<span><${Silent} claim=${claim} now=${now}>
      ${tCode('task_state', state)}</${Silent}></span>
    <span class="cell__second">${more}</span>`;
}

function Row({ task, now, current, opened, onOpen, onCurrent }) {
  const about = task.note ?? tCode('task_kind', task.kind);
  return html`<tr class="row" data-id=${task.id} tabindex=${current ? 0 : -1}
      aria-selected=${opened ? 'true' : 'false'}
      onClick=${() => onOpen(task.id)} onFocus=${() => onCurrent(task.id)}>
    <td><${Urgency} promise=${task.promise} now=${now} /></td>
    <td><span class="numbers strong">${task.phone_masked
        ?? t('task.forgotten')}</span>
      <span class="cell__second">${task.masked}</span></td>
    <td title=${about}><span>${about}</span>
      <span class="cell__second">${task.queue_name}
        ${task.handovers > 0 && html`<span class="tag">${t('task.handovers',
          { n: task.handovers })}</span>`}</span></td>
    <td><${State} task=${task} now=${now} /></td>
  </tr>`;
}

/**
 * Callers of a queue, in their order.
 * @param {{items: object[], view: string, now: number, current: string | null,
 *   opened: string | null, onOpen: (id: string) => void,
 *   onCurrent: (id: string) => void}} props
 */
export function TaskTable({
  items, view, now, current, opened, onOpen, onCurrent,
}) {
  const empty = ['mine', 'ended'].includes(view) ? view : 'queue';
  if (!items.length) {
    return html`<p class="empty">${t(`queues.empty.${empty}`)}</p>`;
  }
  const known = items.some((task) => task.id === current);
  return html`<div class="board__scroll">
    <table class="board__table queues__table" role="grid"
        aria-label=${t('desk.queues')}>
      <thead><tr>${COLUMNS.map((c) => html`<th key=${c} scope="col">
        ${t(`column.${c}`)}</th>`)}</tr></thead>
      <tbody>${items.map((task, i) => html`<${Row} key=${task.id} task=${task}
        now=${now} opened=${task.id === opened} onOpen=${onOpen}
        current=${known ? task.id === current : i === 0}
        onCurrent=${onCurrent} />`)}</tbody></table>
  </div>`;
}
