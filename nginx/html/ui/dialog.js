import { html, useId, useLayoutEffect, useRef } from '../lib/html.js';
import { useHotkeys } from '../lib/keys.js';
import { t } from '../lib/i18n.js';
import { Icon } from './icon.js';

/**
 * A modal window; Esc closes it unless ${onClose} is left out.  Focus goes to
 * the element with autofocus and returns where it was.
 * @param {{title: any, onClose?: () => void, onSubmit?: () => void,
 *   keys?: import('../lib/keys.js').KeyMap, wide?: boolean}} props
 */
export function Dialog({ title, onClose, onSubmit, keys = {}, wide, children }) {
  const ref = useRef(null);
  const left = useRef(false); // its last "close" comes after it went
  const titleId = useId();
  useHotkeys({ ...keys, ...(onSubmit && { 'Ctrl+Enter': onSubmit }) },
    { modal: true });
  // Before the next key comes: a focus given back late would be taken from
  // whoever asked for it meanwhile.
  useLayoutEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog.showModal();
    dialog.querySelector('[data-autofocus]')?.focus();
    return () => {
      left.current = true;
      dialog.close();
      before?.focus?.();
    };
  }, []);

  function onCancel(event) {
    event.preventDefault();
    onClose?.();
  }
  // A browser may close it on a second Esc all the same.
  function onClosed() {
    if (left.current) return;
    if (onClose) onClose();
    else ref.current?.showModal();
  }
  function submit(event) {
    event.preventDefault();
    onSubmit?.();
  }
  return html`<dialog ref=${ref} class=${`dialog ${wide ? 'dialog--wide' : ''}`}
      aria-labelledby=${titleId} onCancel=${onCancel} onClose=${onClosed}>
    <form class="dialog__form" onSubmit=${submit} noValidate>
      <header class="dialog__head">
        <h2 id=${titleId}>${title}</h2>
        ${onClose && html`<button type="button" class="button button--icon"
          onClick=${onClose} aria-label=${t('close')}>
          <${Icon} name="close" /></button>`}
      </header>
      ${children}
    </form>
  </dialog>`;
}
