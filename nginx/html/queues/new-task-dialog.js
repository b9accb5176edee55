import { newKey, post } from '../lib/api.js';
import { afterRender, html, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { showPhone } from '../lib/phone.js';
import { ActionDialog } from '../board/action-dialog.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { findControl } from '../ui/error-summary.js';
import { PhoneField } from '../ui/phone-field.js';

/** What is missing is told here; what is wrong the server tells. */
function missing(queue, phone) {
  return {
    ...(!queue && { '/queue': t('task.to_choose') }),
    ...(!phone.trim() && { '/phone': t('task.phone_needed') }),
  };
}

/**
 * Hand a caller on to those who know: which queue, the phone, what it is
 * about.  A digit picks the queue and goes on to what is still empty.
 * @param {{queue?: string, phone?: string, name?: string,
 *   onClose: () => void, onMade?: (task: object) => void}} props
 */
export function NewTaskDialog({
  queue: first, phone: typed = '', name: called = '', onClose, onMade,
}) {
  const queues = (useResource('/queues')?.items ?? []).filter((q) => q.active);
  const [queue, setQueue] = useState(first);
  const [phone, setPhone] = useState(showPhone(typed));
  const [name, setName] = useState(called);
  const [note, setNote] = useState('');
  const sent = useRef({ text: '', key: '' });
  const picked = queues.some((q) => q.code === queue) ? queue : null;

  /** The same words again are the same task. */
  async function run(action, body) {
    const text = JSON.stringify(body);
    if (sent.current.text !== text) sent.current = { text, key: newKey() };
    const task = await post('/tasks', body, { key: sent.current.key });
    onMade?.(task);
    return task;
  }
  function body() {
    const errors = missing(picked, phone);
    if (Object.keys(errors).length) return { errors };
    return { body: {
      queue: picked, phone,
      ...(name.trim() && { name: name.trim() }),
      ...(note.trim() && { note: note.trim() }),
    } };
  }
  function goOn() {
    const pointer = phone.trim() ? '/note' : '/phone';
    afterRender(() => findControl(pointer, 'd')?.focus());
  }
  return html`<${ActionDialog} action="task_create" request=${{}} run=${run}
      required=${['/queue', '/phone']} body=${body} onClose=${onClose}>
    <${Choice} pointer="/queue" label=${t('task.to')} value=${picked} autofocus
      onValue=${setQueue} onDigit=${goOn}
      options=${queues.map((q) => [q.code, q.name])} />
    <div class="fields fields--2">
      <${PhoneField} pointer="/phone" value=${phone} onValue=${setPhone} />
      <${Field} pointer="/name" label=${t('task.name')} value=${name}
        onValue=${setName} />
    </div>
    <${Field} pointer="/note" label=${t('task.note')} rows="2" value=${note}
      onValue=${setNote} />
  </${ActionDialog}>`;
}
