import { html } from '../lib/html.js';
import { hasText, t } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';

/** Colour is never the only sign: each zone has a shape of its own. */
const SHAPES = {
  green: 'M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11z',
  yellow: 'M8 2 14.5 13.5h-13z',
  red: 'M2.5 2.5h11v11h-11z',
  oblast: 'M8 1.5 14.5 8 8 14.5 1.5 8z',
};
const OTHER = 'M4.8 2h6.400L15 8l-3.8 6H4.8L1 8z';

/** A zone's name in the language of the screen, else as the admin named it. */
export function useZoneName(code) {
  const zones = useResource('/zones');
  if (!code) return '';
  const named = zones?.items.find((z) => z.code === code)?.name;
  const key = `zone.${code}`;
  return hasText(key) ? t(key) : named ?? code;
}

export function ZoneBadge({ code }) {
  const name = useZoneName(code);
  if (!code) return html`<span class="zone">${t('zone.none')}</span>`;
  return html`<span class=${`zone zone--${code in SHAPES ? code : 'other'}`}>
    <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
      <path d=${SHAPES[code] ?? OTHER} />
    </svg>${name}</span>`;
}
