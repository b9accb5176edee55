import { html, useLayoutEffect, useRef } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { toast } from '../ui/toast.js';

/**
 * A password or key that is shown this once.
 * @param {{title: string, lead: string, value: string, size?: number,
 *   onClose: () => void}} props  size: characters wide
 */
export function OneTimeSecret({
  title, lead, value, size = 20, onClose,
}) {
  const box = useRef(null);
  useLayoutEffect(() => box.current.focus(), [value]);
  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      toast(t('people.copied'), 'good');
    } catch {
      box.current.select();
    }
  }
  return html`<section class="notice notice--good people-secret" role="status">
    <h2 class="notice__title"><${Icon} name="shield" />${title}</h2>
    <p>${lead}</p>
    <p class="people-secret__line"><input class="input people-secret__word"
        readonly ref=${box} value=${value} size=${size} aria-label=${title}
        onFocus=${(e) => e.currentTarget.select()} />
      <button type="button" class="button" onClick=${copy}>
        ${t('people.copy')}</button>
      <button type="button" class="button button--quiet" onClick=${onClose}>
        ${t('people.told')}</button></p>
  </section>`;
}
