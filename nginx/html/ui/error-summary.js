import { afterRender, html, useLayoutEffect, useRef } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { fieldId } from './form-context.js';
import { Icon } from './icon.js';

/** The control of ${pointer}, or of the nearest thing around it. */
export function findControl(pointer, prefix = 'f') {
  const parts = pointer.split('/');
  for (let n = parts.length; n > 1; n -= 1) {
    const near = parts.slice(0, n).join('/');
    const found = document.getElementById(fieldId(near, prefix));
    if (found) return found;
  }
  return null;
}

/**
 * All errors in one place, each a link to its field.
 * @param {{errors: Record<string, string>, found?: object, prefix?: string,
 *   reveal?: (pointer: string) => void}} props  found: the errors as they were
 *   found, while those put right leave the list; reveal opens a folded part
 */
export function ErrorSummary({ errors, found = errors, prefix, reveal }) {
  const box = useRef(null);
  const list = Object.entries(errors);
  useLayoutEffect(() => {
    if (list.length) box.current?.focus();
  }, [found]);
  if (!list.length) return null;

  function jump(event, pointer) {
    event.preventDefault();
    reveal?.(pointer);
    afterRender(() => {
      const control = findControl(pointer, prefix);
      control?.scrollIntoView({ block: 'center' });
      control?.focus();
    });
  }
  return html`<section class="notice notice--bad" role="alert" tabindex="-1"
      ref=${box}>
    <h2 class="notice__title"><${Icon} name="alert" />
      ${t('errors.title', { n: list.length })}</h2>
    <ul class="error-list">${list.map(([pointer, text]) => html`
      <li key=${pointer}><a href=${`#${fieldId(pointer, prefix)}`}
        onClick=${(e) => jump(e, pointer)}>${text}</a></li>`)}</ul>
  </section>`;
}
