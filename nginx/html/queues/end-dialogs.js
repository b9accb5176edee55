import { html, useState } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { owned } from '../board/actions.js';
import { ActionDialog } from '../board/action-dialog.js';

/** An end of a task: one of a few codes at ${pointer}, and words beside it. */
function EndDialog({ action, pointer, label, words, request, run, onClose }) {
  const codes = useResource('/reasons')?.task[action] ?? [];
  const [code, setCode] = useState(null);
  const [text, setText] = useState('');
  const name = pointer.slice(1);

  function body() {
    if (!code) return { errors: { [pointer]: t('task.choose') } };
    return { body: owned(request, {
      [name]: code, ...(text.trim() && { [words]: text.trim() }),
    }) };
  }
  return html`<${ActionDialog} action=${`task_${action}`} request=${request}
      run=${run} required=${[pointer]} body=${body} onClose=${onClose}
      base="/tasks">
    <${Choice} pointer=${pointer} label=${label} value=${code} onValue=${setCode}
      autofocus options=${codes.map((c) => [c, tCode('task_outcome', c)])} />
    <${Field} pointer=${`/${words}`} label=${t('comment')} rows="2" value=${text}
      onValue=${setText} />
  </${ActionDialog}>`;
}

/** What became of it. */
export function CloseTaskDialog(props) {
  return html`<${EndDialog} action="close" pointer="/outcome" words="note"
    label=${t('task.outcome')} ...${props} />`;
}

/** Why nobody has to call. */
export function CancelTaskDialog(props) {
  return html`<${EndDialog} action="cancel" pointer="/reason" words="comment"
    label=${t('task.why')} ...${props} />`;
}
