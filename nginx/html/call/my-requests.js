import { useNow } from '../lib/clock.js';
import { html, useEffect, useRef } from '../lib/html.js';
import { formatTime, t, tCode } from '../lib/i18n.js';
import { usePoll } from '../lib/poll.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { Urgency } from '../ui/urgency.js';
import { isPromised } from './promised.js';

const EVERY_MS = 5000;

function Line({ request, now, onOpen }) {
  const contact = request.first_contact_at;
  return html`<li><button type="button" class="mine__line"
      onClick=${() => onOpen(request)}>
    <span class="mine__head"><strong class="numbers">${request.number}</strong>
      ${' '}
      <span class="tag">${tCode('state', request.state)}</span>${' '}
      ${request.flags.includes('called_again') && html`
        <span class="tag tag--called_again">${t('mine.again')}</span>`}</span>
    ${' '}<span class="mine__who">${formatTime(request.created_at)}
      ${' '}${request.patient.masked}</span>
    ${' '}<span class="mine__promise">${isPromised(request)
      ? html`<${Urgency} promise=${request.promise} now=${now} />`
      : contact && html`<span class="mine__contact">
        <${Icon} name="done" size="15" />${t('mine.contact', {
          time: formatTime(contact) })}</span>`}</span>
  </button></li>`;
}

/** Move between the lines; Enter opens one as any button. */
function onKeyDown(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.code];
  if (!step || event.altKey || event.ctrlKey) return;
  const lines = [...event.currentTarget.querySelectorAll('button')];
  const at = lines.indexOf(document.activeElement);
  lines[Math.min(Math.max(at + step, 0), lines.length - 1)]?.focus();
  event.preventDefault();
}

/**
 * What this operator posted today, and how each stands.
 * @param {{onOpen: (request: object) => void, changes: number}} props
 *   changes: counts up when one was changed here
 */
export function MyRequests({ onOpen, changes }) {
  const { data, refresh } = usePoll('/requests?mine=1&today=1&limit=200',
    EVERY_MS);
  const now = useNow(1000);
  const seen = useRef(changes);
  const items = data?.items ?? [];
  useEffect(() => {
    if (seen.current !== changes) refresh();
    seen.current = changes;
  }, [changes]);

  return html`<section class="card mine" aria-labelledby="mine-title"
      data-part="mine" tabindex="-1" onKeyDown=${onKeyDown}>
    <h2 id="mine-title">${t('mine.title',
      { n: data ? items.length : '…' })}
      <${Kbd}>Alt+8</${Kbd}></h2>
    ${data && items.length === 0 && html`
      <p class="empty empty--small">${t('mine.empty')}</p>`}
    <ul>${items.map((r) => html`<${Line} key=${r.id} request=${r} now=${now}
      onOpen=${onOpen} />`)}</ul>
  </section>`;
}
