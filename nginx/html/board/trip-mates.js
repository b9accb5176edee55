import { get } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';

/** The others of the trip: one medic, one door. */
export function TripMates({ request }) {
  const [mates, setMates] = useState([]);
  useEffect(() => {
    const stop = new AbortController();
    get(`/requests/${encodeURIComponent(request.id)}/trip`,
      { signal: stop.signal }).then((page) => setMates(page.items), () => {});
    return () => stop.abort();
  }, [request.id, request.version]);

  if (!mates.length) return null;
  return html`<div class="fact"><dt>${t('fact.trip')}</dt><dd>
    <ul class="plain">${mates.map((m) => html`<li key=${m.id}>
      <strong class="numbers">${m.number}</strong> ${m.patient.masked}
      ${' '}<span class="tag">${tCode('state', m.state)}</span></li>`)}</ul>
  </dd></div>`;
}
