import { clinicParts, useNow } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { formatTime, t, tCode } from '../lib/i18n.js';
import { usePoll } from '../lib/poll.js';
import { urgencyOf } from '../ui/urgency.js';

const EVERY_MS = 10000;

/** What this operator posted today, and whether somebody rang already. */
export function MyRequests({ onOpen }) {
  const { data } = usePoll('/requests?mine=1&limit=50', EVERY_MS);
  const at = useNow(EVERY_MS);
  const today = clinicParts(at).date;
  const items = (data?.items ?? [])
    .filter((r) => clinicParts(Date.parse(r.created_at)).date === today)
    .sort((a, b) => b.created_at.localeCompare(a.created_at));
  return html`<section class="card mine" aria-labelledby="mine-title">
    <h2 id="mine-title">${t('mine.title',
      { n: data ? items.length : '…' })}</h2>
    ${data && items.length === 0 && html`
      <p class="empty empty--small">${t('mine.empty')}</p>`}
    <ul>${items.map((r) => html`<li key=${r.id}>
      <button type="button" class="mine__line"
        title=${`${formatTime(r.created_at)} ${r.patient?.masked ?? ''}`}
        onClick=${() => onOpen(r.id)}>
        <span class="numbers">${r.number}</span>
        <span class="mine__who">${r.patient?.masked}</span>
        <span class=${`mine__state urgency--${urgencyOf(r.promise, at)}`}>
          ${tCode('state', r.state)}</span>
      </button></li>`)}</ul>
  </section>`;
}
