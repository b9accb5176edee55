import { newKey } from '../lib/api.js';
import { html, useMemo, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Check } from '../ui/check.js';
import { Field } from '../ui/field.js';
import { ActionDialog } from './action-dialog.js';

/**
 * A remark; "called again" marks a caller who lost patience.
 * @param {{request: object, run: Function, onClose: () => void,
 *   given?: string}} props  given: the text to begin with
 */
export function NoteDialog({ request, run, onClose, given = '', children }) {
  const [text, setText] = useState(given);
  const [again, setAgain] = useState(false);
  const key = useMemo(newKey, [text, again]);

  function body() {
    if (!text.trim()) return { errors: { '/text': t('note.empty') } };
    return {
      body: { text: text.trim(), ...(again && { called_again: true }) },
      options: { key },
    };
  }
  return html`<${ActionDialog} action="note" request=${request} run=${run}
      required=${['/text']} body=${body} onClose=${onClose}>
    ${children}
    <${Field} pointer="/text" label=${t('note.label')} rows="4" value=${text}
      onValue=${setText} data-autofocus="" />
    <${Check} pointer="/called_again" checked=${again} onValue=${setAgain}>
      ${t('flag.called_again')}</${Check}>
  </${ActionDialog}>`;
}
