import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { ACTIONS } from './use-action-keys.js';

/** Seldom wanted: below, in a quieter row. */
const SELDOM = new Set(['change_zone', 'refer', 'decline', 'mark_duplicate',
  'emergency']);

function Buttons({ rows, main, onPress }) {
  return rows.map(([code, action, icon], i) => html`<button type="button"
    key=${action} class=${`button ${main ? i === 0 && 'button--main'
      : 'button--small'}`} onClick=${() => onPress(code)}>
    ${icon && html`<${Icon} name=${icon} size="17" />`}
    ${t(`action.${action}`)}<${Kbd}>${code.slice(3)}</${Kbd}></button>`);
}

/** What can be done with the request now, the likeliest first. */
export function CardActions({ request, onPress }) {
  const allowed = ACTIONS
    .filter(([, action]) => request.allowed_actions?.includes(action));
  const seldom = allowed.filter(([, action]) => SELDOM.has(action));
  const often = allowed.filter((a) => !seldom.includes(a));
  return html`<div class="card-actions" role="toolbar"
      aria-label=${t('card.actions')}>
    <${Buttons} rows=${often} main=${true} onPress=${onPress} />
    ${seldom.length > 0 && html`<div class="card-actions__seldom">
      <${Buttons} rows=${seldom} onPress=${onPress} /></div>`}
  </div>`;
}
