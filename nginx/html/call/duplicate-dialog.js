import { html, useLayoutEffect, useRef, useState } from '../lib/html.js';
import { formatWhen, t, tCode } from '../lib/i18n.js';
import { now } from '../lib/clock.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';
import { AddNote } from './add-note.js';

function Match({ match, onAdded }) {
  const at = now();
  const deadline = match.promise?.deadline_at ?? match.deadline_at;
  return html`<li class="match">
    <p><strong class="numbers">${match.number}</strong>
      <span class="tag">${tCode('state', match.state)}</span>
      <span class="quiet">${tCode('match', match.by)}</span></p>
    <p>${t('match.created', { time: formatWhen(match.created_at, at) })}
      ${deadline && html` · ${t('match.promise', {
        time: formatWhen(deadline, at) })}`}</p>
    <${AddNote} id=${match.id} onAdded=${onAdded} />
  </li>`;
}

/**
 * Perhaps the visit is registered already: add to it, or say why not.
 * @param {{matches: object[], onClose: () => void, onFinish: () => void,
 *   onNew: (reason: string) => void}} props
 */
export function DuplicateDialog({ matches, onClose, onFinish, onNew }) {
  const [reason, setReason] = useState('');
  const [added, setAdded] = useState(false);
  const finish = useRef(null);
  useLayoutEffect(() => finish.current?.focus(), [added]);
  return html`<${Dialog} title=${t('duplicate.title')} wide onClose=${onClose}>
    <p>${t('duplicate.lead')}</p>
    <ul class="matches">${matches.map((m) => html`<${Match} key=${m.id}
      match=${m} onAdded=${() => setAdded(true)} />`)}</ul>
    ${added ? html`<footer class="dialog__foot">
      <button type="button" class="button button--main" ref=${finish}
        onClick=${onFinish}>${t('duplicate.finish')}</button></footer>` : html`<div class="duplicate__anyway">
      <${Field} pointer="/duplicate/reason" label=${t('duplicate.reason')}
        value=${reason} onValue=${setReason} />
      <button type="button" class="button" disabled=${!reason.trim()}
        onClick=${() => onNew(reason.trim())}>${t('duplicate.anyway')}</button>
    </div>`}
  </${Dialog}>`;
}
