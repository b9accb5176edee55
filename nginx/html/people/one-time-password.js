import { html, useEffect, useRef } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { toast } from '../ui/toast.js';

/**
 * A password that is shown this once.
 * @param {{login: string, password: string, onClose: () => void}} props
 */
export function OneTimePassword({ login, password, onClose }) {
  const box = useRef(null);
  useEffect(() => box.current.focus(), [password]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(password);
      toast(t('people.copied'), 'good');
    } catch {
      box.current.select();
    }
  }
  return html`<section class="notice notice--good people-secret" role="status">
    <h2 class="notice__title"><${Icon} name="shield" />
      ${t('people.one_time', { login })}</h2>
    <p>${t('people.one_time_lead')}</p>
    <p class="people-secret__line"><input class="input people-secret__word"
        readonly ref=${box} value=${password} size="20"
        aria-label=${t('people.one_time', { login })}
        onFocus=${(e) => e.currentTarget.select()} />
      <button type="button" class="button" onClick=${copy}>
        ${t('people.copy')}</button>
      <button type="button" class="button button--quiet" onClick=${onClose}>
        ${t('people.told')}</button></p>
  </section>`;
}
