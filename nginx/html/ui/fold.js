import { html } from '../lib/html.js';
import { Icon } from './icon.js';
import { Kbd } from './kbd.js';

/**
 * A part that folds to one line which tells its state.
 * @param {{part: string, title: string, state: string,
 *   tone: 'good' | 'warn' | 'bad' | 'open', open: boolean,
 *   onToggle: () => void, shortcut?: string}} props
 */
export function Fold({
  part, title, state, tone, open, onToggle, shortcut, children,
}) {
  const icon = { good: 'done', warn: 'ask', bad: 'alert', open: 'arrow' }[tone];
  return html`<section class=${`fold fold--${tone}`} data-part=${part}>
    <h2 class="fold__head"><button type="button" class="fold__button"
      aria-expanded=${open ? 'true' : 'false'} aria-controls=${`fold-${part}`}
      onClick=${onToggle}>
      <${Icon} name=${icon} size="17" /><span class="fold__title">${title}</span>
      <span class="fold__state">${state}</span>
      ${shortcut && html`<${Kbd}>${shortcut}</${Kbd}>`}
    </button></h2>
    <div id=${`fold-${part}`} class="fold__body" hidden=${!open}>${children}</div>
  </section>`;
}
