import { get } from '../lib/api.js';
import { now } from '../lib/clock.js';
import { html, useEffect, useState } from '../lib/html.js';
import { formatWhen, hasText, t, tCode } from '../lib/i18n.js';

/** Where codes of reasons have their words. */
const GROUPS = ['task_reason', 'task_outcome', 'outcome', 'task_event'];

function reasonText(code) {
  const group = GROUPS.find((g) => hasText(`${g}.${code}`));
  return group ? t(`${group}.${code}`) : code;
}

/** What a step was about, as far as anything was said. */
function detailsOf(event, queues) {
  const { action, reason, whom, queue, comment, next_at: next } = event;
  const moved = action === 'handover'
    && `→ ${queues.find((q) => q.code === queue)?.name ?? queue}`;
  const why = reason && reasonText(reason);
  return [moved, whom && `→ ${whom}`,
    why !== tCode('task_event', action) && why,
    next && t('board.retry_at', { time: formatWhen(next, now()) }), comment]
    .filter(Boolean).map((text) => ` · ${text}`).join('');
}

/** Who did what for the caller, last first. */
export function TaskHistory({ id, version, queues }) {
  const [items, setItems] = useState([]);
  useEffect(() => {
    const stop = new AbortController();
    get(`/tasks/${encodeURIComponent(id)}/history`,
      { signal: stop.signal, background: true })
      .then((data) => setItems([...data.items].reverse()), () => {});
    return () => stop.abort();
  }, [id, version]);

  return html`<section class="history" aria-labelledby="history-title">
    <h3 id="history-title">${t('history.title')}</h3>
    <ol>${items.map((e, i) => html`<li key=${items.length - i}>
      <span class="numbers">${formatWhen(e.at, now())}</span>
      <span>${tCode('task_event', e.action)}${detailsOf(e, queues)}</span>
      <span class="quiet">${e.by}</span></li>`)}</ol>
  </section>`;
}
