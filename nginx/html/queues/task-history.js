import { now } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { formatWhen, hasText, t, tCode } from '../lib/i18n.js';
import { History } from '../ui/history.js';

/** Where codes of reasons have their words. */
const GROUPS = ['task_reason', 'task_outcome', 'outcome', 'task_event'];

function reasonText(code) {
  const group = GROUPS.find((g) => hasText(`${g}.${code}`));
  return group ? t(`${group}.${code}`) : code;
}

/** What a step was, and was about as far as anything was said. */
function wordsOf(event, queues) {
  const { action, reason, whom, queue, comment, next_at: next } = event;
  const what = tCode('task_event', action);
  const moved = action === 'handover'
    && `→ ${queues.find((q) => q.code === queue)?.name ?? queue}`;
  const why = reason && reasonText(reason);
  return [what, moved, whom && `→ ${whom}`, why !== what && why,
    next && t('board.retry_at', { time: formatWhen(next, now()) }), comment]
    .filter(Boolean).join(' · ');
}

/** Who did what for the caller, last first. */
export function TaskHistory({ id, version, queues }) {
  return html`<${History} path=${`/tasks/${encodeURIComponent(id)}`}
    version=${version} words=${(event) => wordsOf(event, queues)} />`;
}
