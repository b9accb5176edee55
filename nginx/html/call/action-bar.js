import { html } from '../lib/html.js';
import { formatList, formatMoney, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { stopPosting } from './posting.js';
import { performersOf } from './request-body.js';

function Progress({ posting }) {
  if (posting.state === 'sending') return t('post.sending');
  if (posting.state === 'retrying') return t('post.retrying');
  return posting.failure ?? '';
}

/** The sum, and the two ways a call ends. */
export function ActionBar({ d, total, onPost, onInformed, onReset }) {
  const { posting } = d;
  const busy = posting.state !== 'idle';
  const who = formatList(performersOf(d).map((p) => t(`performer.${p}`)));
  return html`<footer class="actions">
    <p class="actions__total">${total ? html`
      <strong>${formatMoney(total)}</strong> <span>${who}</span>`
      : html`<span class="quiet">${t('price.none')}</span>`}</p>
    <p class=${`actions__state ${posting.failure ? 'actions__state--bad' : ''}`}
      role="status" aria-live="polite">
      ${(busy || posting.failure) && html`<${Icon} size="16"
        name=${busy ? 'clock' : 'alert'} />`}<${Progress} posting=${posting} /></p>
    ${busy ? html`<button type="button" class="button" onClick=${stopPosting}>
        ${t('post.stop')}</button>` : html`
      <button type="button" class="button button--quiet" onClick=${onReset}>
        ${t('call.reset')}</button>
      <button type="button" class="button" onClick=${onInformed}>
        ${t('call.informed')}<${Kbd}>Alt+0</${Kbd}></button>`}
    <button type="button" class="button button--main" disabled=${busy}
      onClick=${onPost}><${Icon} name="check" />${t('call.post')}
      <${Kbd}>Ctrl+Enter</${Kbd}></button>
  </footer>`;
}
