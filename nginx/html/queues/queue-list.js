import { formatSpan } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';

const DIGITS = 9;

/** How long the most urgent caller of a queue may still wait. */
function Oldest({ at, now }) {
  const left = Date.parse(at) - now;
  const late = left < 0;
  return html`<span class=${`queue__oldest ${late ? 'queue__oldest--late' : ''}`}
      title=${t('urgency.by', { time: formatWhen(at, now) })}>
    <${Icon} name=${late ? 'alert' : 'clock'} size="14" />
    ${late ? '+' : ''}${formatSpan(left)}</span>`;
}

function Entry({ name, label, count, at, picked, onPick, children }) {
  return html`<li><button type="button" class="queue" onClick=${() => onPick(name)}
      aria-current=${picked ? 'true' : undefined}
      aria-keyshortcuts=${at < DIGITS ? String(at + 1) : undefined}>
    <span class="queue__name">${label}</span>
    ${count > 0 && html`<span class="tab__count">${count}</span>`}
    ${at < DIGITS && html`<${Kbd}>${at + 1}</${Kbd}>`}
    ${children}
  </button></li>`;
}

/** Of a queue: how many wait, how long, and whether it is anybody's hour. */
function QueueEntry({ queue, now, ...rest }) {
  const { waiting, retry, overdue, deadline_at: deadline } = queue;
  return html`<${Entry} name=${queue.code} label=${queue.name}
      count=${waiting + retry} ...${rest}>
    <span class="queue__more">
      ${deadline && html`<${Oldest} at=${deadline} now=${now} />`}
      ${overdue > 0 && html`<span class="queue__overdue">${t('queues.overdue',
        { n: overdue })}</span>`}
      ${!queue.open && html`<span>${t('queues.closed')}</span>`}
      ${!queue.serves && html`<span>${t('queues.others')}</span>`}
    </span>
  </${Entry}>`;
}

/**
 * The queues with what waits in them, and three lists across them.
 * @param {{queues: object[], view: string, mine: number, now: number,
 *   onPick: (view: string) => void}} props
 */
export function QueueList({ queues, view, mine, now, onPick }) {
  const shown = queues.filter((q) => q.active || q.waiting + q.claimed + q.retry);
  const sum = shown.filter((q) => q.serves)
    .reduce((n, q) => n + q.waiting + q.retry, 0);
  const entry = (name, at, count) => html`<${Entry} name=${name} at=${at}
    key=${name} label=${t(`queues.${name}`)} count=${count}
    picked=${view === name} onPick=${onPick} />`;
  return html`<nav class="queues__list" aria-label=${t('desk.queues')}><ul>
    ${entry('all', 0, sum)}${entry('mine', 1, mine)}${entry('ended', 2, 0)}
    ${shown.map((q, i) => html`<${QueueEntry} key=${q.code} queue=${q} now=${now}
      at=${i + 3} picked=${view === q.code} onPick=${onPick} />`)}
  </ul></nav>`;
}
