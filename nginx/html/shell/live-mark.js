import { connection } from '../lib/api.js';
import { useCell } from '../lib/cell.js';
import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { live } from '../lib/live.js';
import { Icon } from '../ui/icon.js';

const ICONS = { live: 'live', polling: 'clock', lost: 'unplug' };

/** How fresh the screen is: as it happens, by asking, or not at all. */
export function LiveMark() {
  const { away } = useCell(connection);
  const told = useCell(live);
  if (told === null && !away) return null;
  const state = away ? 'lost' : told ? 'live' : 'polling';
  return html`<span class=${`live live--${state}`} title=${t(`live.${state}.title`)}>
    <${Icon} name=${ICONS[state]} size="16" />${t(`live.${state}`)}</span>`;
}
