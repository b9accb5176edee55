import { now } from '../lib/clock.js';
import { html, useState } from '../lib/html.js';
import { formatWhen, t, tCode } from '../lib/i18n.js';
import { Choice } from '../ui/choice.js';
import { Field } from '../ui/field.js';
import { owned } from './actions.js';
import { ActionDialog } from './action-dialog.js';
import { useOnce } from './use-once.js';

function Similar({ match }) {
  return html`<strong class="numbers">${match.number}</strong>${' '}
    <span class="quiet">${tCode('state', match.state)},${' '}
      ${formatWhen(match.created_at, now())}, ${t(`match.${match.by}`)}</span>`;
}

/** Which request goes on: one that looks the same, or any by its number. */
export function MainRequestDialog({ request, run, onClose }) {
  const similar = useOnce(`/requests/${request.id}/similar`)?.items;
  const [picked, setPicked] = useState(null);
  const [number, setNumber] = useState('');

  function body() {
    const of = number.trim() || picked;
    return of ? { body: owned(request, { of }) }
      : { errors: { '/of': t('duplicate.choose') } };
  }
  function pick(id) {
    setPicked(id);
    setNumber('');
  }
  return html`<${ActionDialog} action="mark_duplicate" request=${request}
      run=${run} required=${['/of']} body=${body} onClose=${onClose}>
    ${similar?.length > 0 && html`<${Choice} pointer="/similar" value=${picked}
      label=${t('duplicate.similar')} onValue=${pick} autofocus=${!number}
      options=${similar.map((m) => [m.id, html`<${Similar} match=${m} />`])} />`}
    ${similar?.length === 0 && html`<p class="quiet">
      ${t('duplicate.none')}</p>`}
    <${Field} pointer="/of" label=${t('duplicate.number')} value=${number}
      onValue=${setNumber} placeholder="26-000123" data-autofocus="" />
  </${ActionDialog}>`;
}
