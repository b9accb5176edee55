import { newKey, post } from '../lib/api.js';
import {
  html, useLayoutEffect, useMemo, useRef, useState,
} from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { useField } from '../ui/form-context.js';

/**
 * A note on a request for a caller who rings again; the promise stays.
 * @param {{id: string, mark?: boolean, onAdded?: () => void}} props  mark:
 *   false when the call is marked already, then a note needs its words
 */
export function AddNote({ id, mark = true, onAdded }) {
  const [text, setText] = useState('');
  const [state, setState] = useState('open');
  const [error, setError] = useState('');
  const field = useField(`/note/${id}`);
  const key = useMemo(newKey, [text]);
  const input = useRef(null);
  useLayoutEffect(() => {
    if (!mark) input.current.focus();
  }, []);

  async function add() {
    if (state === 'busy' || (!mark && !text.trim())) return;
    setState('busy');
    setError('');
    try {
      await post(`/requests/${id}/note`,
        { text: text.trim() || t('note.called_again'), called_again: mark },
        { key });
      setState('done');
      onAdded?.();
    } catch (problem) {
      setError(problem.message);
      setState('open');
    }
  }
  function onKeyDown(event) {
    if (!/Enter$/.test(event.code)) return;
    event.preventDefault();
    add();
  }
  if (state === 'done') {
    return html`<p class="notice notice--good" role="status">
      <${Icon} name="done" />${t('note.added')}</p>`;
  }
  return html`<div class="add-note">
    <label class="hidden" for=${field.id}>${t('note.label')}</label>
    <input class="input" type="text" id=${field.id} value=${text}
      ref=${input}
      data-autofocus=""
      placeholder=${t('note.placeholder')} autocomplete="off"
      onInput=${(e) => setText(e.currentTarget.value)}
      onKeyDown=${onKeyDown} />
    <button type="button" class="button" disabled=${state === 'busy'}
      onClick=${add}>${t(mark ? 'note.add_called_again' : 'note.add')}</button>
    ${error && html`<p class="field__error" role="alert">
      <${Icon} name="alert" size="14" />${error}</p>`}
  </div>`;
}
