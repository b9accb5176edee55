import { html, useState } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { Select } from '../ui/select.js';
import { owned, withComment } from '../board/actions.js';
import { ActionDialog } from '../board/action-dialog.js';

/** Choices of one list: a queue, or a colleague who serves this one. */
const QUEUE = 'queue:';
const PERSON = 'person:';

/** Into another queue or to a colleague; they will read why. */
export function TaskHandoverDialog({ request, run, queues, onClose }) {
  const path = `/queues/${encodeURIComponent(request.queue)}/colleagues`;
  const colleagues = useResource(path)?.items ?? [];
  const reasons = useResource('/reasons')?.task.handover ?? [];
  const [to, setTo] = useState('');
  const [reason, setReason] = useState(null);
  const [comment, setComment] = useState('');
  const options = [
    ...queues.filter((q) => q.active && q.code !== request.queue)
      .map((q) => [QUEUE + q.code, q.name]),
    ...colleagues.filter((c) => c.login !== request.claim?.by)
      .map((c) => [PERSON + c.login, `${c.name} (${c.login})`]),
  ];

  function body() {
    const errors = {
      ...(!to && { '/to': t('task.to_choose') }),
      ...(!reason && { '/reason': t('task.choose') }),
    };
    if (Object.keys(errors).length) return { errors };
    const where = to.startsWith(QUEUE) ? { queue: to.slice(QUEUE.length) }
      : { to: to.slice(PERSON.length) };
    return { body: owned(request, withComment({ ...where, reason }, comment)) };
  }
  return html`<${ActionDialog} action="task_handover" request=${request}
      run=${run} required=${['/to', '/reason']} body=${body} onClose=${onClose}>
    <${Choice} pointer="/reason" label=${t('task.why')} value=${reason} autofocus
      onValue=${setReason}
      options=${reasons.map((r) => [r, tCode('task_reason', r)])} />
    <${Select} pointer="/to" label=${t('task.to')} value=${to} onValue=${setTo}
      options=${options} empty=${t('task.to_choose')} />
    <${Field} pointer="/comment" label=${t('comment')} rows="2" value=${comment}
      onValue=${setComment} />
  </${ActionDialog}>`;
}
