import { formatSpan } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';
import { Icon } from './icon.js';

const ORDER = ['calm', 'amber', 'red', 'overdue'];
const ICONS = {
  calm: 'clock', amber: 'info', red: 'alert', overdue: 'alert', kept: 'done',
};
const AMBER_BEFORE_TARGET_MS = 10 * 60 * 1000;
const COUNTED_MS = 60 * 60 * 1000;

/**
 * How urgent a promise is at ${now}: the server's colour, or what the hands of
 * the clock made of it since.
 * @param {import('../lib/types.js').RequestPromise} promise
 */
export function urgencyOf(promise, now) {
  if (promise.colour === 'kept') return 'kept';
  const target = Date.parse(promise.target_at);
  let local = 'calm';
  if (now >= Date.parse(promise.deadline_at)) local = 'overdue';
  else if (now >= target) local = 'red';
  else if (now >= target - AMBER_BEFORE_TARGET_MS) local = 'amber';
  return ORDER[Math.max(ORDER.indexOf(promise.colour), ORDER.indexOf(local))];
}

function remaining(promise, urgency, now) {
  const left = Date.parse(promise.deadline_at) - now;
  if (urgency === 'kept') return t('urgency.kept');
  if (left > COUNTED_MS) return formatWhen(promise.deadline_at, now);
  return left < 0 ? `+${formatSpan(left)}` : formatSpan(left);
}

/** The count-down of a promise: colour, sign and word. */
export function Urgency({ promise, now }) {
  const urgency = urgencyOf(promise, now);
  const by = formatWhen(promise.deadline_at, now);
  return html`<span class=${`urgency urgency--${urgency}`}
      title=${t('urgency.by', { time: by })}>
    <${Icon} name=${ICONS[urgency]} size="16" />
    <span class="urgency__left">${remaining(promise, urgency, now)}</span>
    <span class="urgency__word">${urgency === 'kept'
      ? by : t(`urgency.${urgency}`)}</span>
  </span>`;
}
