import { get } from '../lib/api.js';
import { useNow } from '../lib/clock.js';
import { html, useEffect, useState } from '../lib/html.js';
import { formatWhen, t, tCode } from '../lib/i18n.js';
import { Dialog } from '../ui/dialog.js';
import { Icon } from '../ui/icon.js';
import { Urgency } from '../ui/urgency.js';
import { AddNote } from './add-note.js';

/** How a request stands, for a caller who asks; no medical data. */
export function RequestPeek({ id, onClose }) {
  const [request, setRequest] = useState(null);
  const [error, setError] = useState('');
  const at = useNow(1000);
  useEffect(() => {
    get(`/requests/${encodeURIComponent(id)}`)
      .then(setRequest, (problem) => setError(problem.message));
  }, [id]);

  return html`<${Dialog} title=${request?.number ?? t('peek.title')}
      onClose=${onClose}>
    ${error && html`<p class="notice notice--bad" role="alert">
      <${Icon} name="alert" />${error}</p>`}
    ${request && html`
      <p><span class="tag">${tCode('state', request.state)}</span>
        ${' '}<${Urgency} promise=${request.promise} now=${at} /></p>
      <p>${t('match.created', { time: formatWhen(request.created_at, at) })}</p>
      ${request.visit && html`<p>${t('peek.visit', {
        from: formatWhen(request.visit.window_start, at),
        to: formatWhen(request.visit.window_end, at),
      })}</p>`}
      <${AddNote} id=${id} />`}
  </${Dialog}>`;
}
