import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { latenessOf } from './visit-window.js';

const ICONS = { late: 'alert', now: 'clock', soon: 'clock' };

/** Where a visit stands against its window, when that is worth a word. */
export function Lateness({ request, now }) {
  const late = latenessOf(request, now);
  if (!late) return null;
  return html`<span class=${`late late--${late.is}`}>
    <${Icon} name=${ICONS[late.is]} size="14" />
    ${t(`late.${late.is}`, { n: late.minutes })}</span>`;
}
