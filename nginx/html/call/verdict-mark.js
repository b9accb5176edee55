import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';

const ICONS = {
  allowed: 'done', not_allowed: 'no', conditional: 'alert',
  ask_dispatcher: 'help', unknown: 'ask', none: 'ask',
};

/** A verdict (or "none": it must be asked) as sign, colour and word. */
export function VerdictMark({ verdict }) {
  return html`<span class=${`mark mark--${verdict}`}>
    <${Icon} name=${ICONS[verdict]} size="15" />${t(`verdict.${verdict}`)}
  </span>`;
}
