import { now } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { formatList, formatMoney, formatWhen, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { park } from './calls.js';
import { isEmpty } from './draft-format.js';
import { stopPosting } from './posting.js';
import { performersOf } from './request-body.js';
import { SavedMark } from './saved-mark.js';

/* How the words on the posting look. */
function toneOf({ state }, progress) {
  if (!progress || state === 'sending') return '';
  return `actions__state--told ${state === 'idle' ? 'actions__state--bad' : ''}`;
}

function progressOf(posting, again) {
  if (posting.state === 'sending') return t('post.sending');
  if (posting.state === 'retrying') return t('post.retrying');
  return posting.failure ?? (again ? t('post.unsure') : '');
}

/** When somebody will ring, before the request is posted. */
function Promised({ promise }) {
  const time = formatWhen(promise.deadline_at, now());
  return html`<span class=${`actions__promise ${promise.out_of_hours
    ? 'actions__promise--closed' : ''}`}><${Icon} name="clock" size="15" />
    ${t(promise.out_of_hours ? 'promise.closed' : 'promise.open', { time })}
  </span>`;
}

/**
 * The sum, the promise, how the call is kept, and the ways it ends.
 * @param {{d: object, total: import('../lib/types.js').Money | null,
 *   promise: object | null, again: boolean, onPost: () => void,
 *   onInformed: () => void, onHandOn: () => void,
 *   onReset: () => void}} props  again: it was sent and
 *   never answered
 */
export function ActionBar({
  d, total, promise, again, onPost, onInformed, onHandOn, onReset,
}) {
  const { posting } = d;
  const busy = posting.state !== 'idle';
  const progress = progressOf(posting, again);
  const who = formatList(performersOf(d).map((p) => t(`performer.${p}`)));
  return html`<footer class="actions">
    <p class="actions__total">${total ? html`
      <strong>${formatMoney(total)}</strong>
      <span class="actions__who">${who}</span>`
      : html`<span class="quiet">${t('price.none')}</span>`}
      ${promise && html`<${Promised} promise=${promise} />`}</p>
    <p class=${`actions__state ${toneOf(posting, progress)}`}
      role="status" aria-live="polite">
      ${progress && html`<${Icon} size="16" name=${busy ? 'clock' : 'alert'} />`}
      ${progress}</p>
    ${!progress && html`<${SavedMark} />`}
    <button type="button" class="button button--quiet" disabled=${isEmpty(d)}
      onClick=${park}>
      ${t('call.park')}<${Kbd}>Alt+P</${Kbd}></button>
    ${busy ? html`<button type="button" class="button" onClick=${stopPosting}>
        ${t('post.stop')}</button>` : html`
      <button type="button" class="button button--quiet" onClick=${onReset}>
        ${t('call.reset')}</button>
      <button type="button" class="button" onClick=${onHandOn}>
        ${t('call.hand_on')}<${Kbd}>Alt+T</${Kbd}></button>
      <button type="button" class="button" onClick=${onInformed}>
        ${t('call.informed')}<${Kbd}>Alt+0</${Kbd}></button>`}
    <button type="button" class="button button--main" disabled=${busy}
      onClick=${onPost}><${Icon} name="check" />
      ${t(again ? 'post.again' : 'call.post')}
      <${Kbd}>Ctrl+Enter</${Kbd}></button>
  </footer>`;
}
