import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';

/** An open card gives a sign of life every half a minute. */
const SILENT_MS = 150000;

/** Whole minutes the holder of ${claim} has been silent; 0: they are there. */
function silentMinutes(claim, now) {
  const ms = now - Date.parse(claim.seen_at);
  return ms >= SILENT_MS ? Math.floor(ms / 60000) : 0;
}

/** That the holder of ${claim} gives no sign of life; else ${children}. */
export function Silent({ claim, now, children = null }) {
  const n = claim ? silentMinutes(claim, now) : 0;
  if (!n) return children;
  return html`<span class="silent"><${Icon} name="clock" size="14" />
    ${t('claim.silent', { n })}</span>`;
}
