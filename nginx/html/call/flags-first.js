import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';

/** Nothing is priced aloud before the signs of danger are asked. */
export function FlagsFirst({ state, onAsk }) {
  return html`<button type="button" class="button price__flags"
      onClick=${onAsk}><${Icon} name="alert" />
    ${t(`price.flags_${state}`)}<${Kbd}>Alt+4</${Kbd}></button>`;
}
