import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';

/** What a medic's illness left to plan anew, in the order to call. */
export function LeftOver({ items, current, onOpen }) {
  if (!items.length) return null;
  return html`<section class="notice notice--warn left-over"
      aria-label=${t('visits.left')}>
    <p class="notice__title"><${Icon} name="alert" />
      <strong>${t('visits.left_n', { n: items.length })}</strong></p>
    <div class="left-over__list">${items.map((r) => html`<button type="button"
      key=${r.id} class="button button--small numbers"
      aria-pressed=${r.id === current ? 'true' : 'false'}
      onClick=${() => onOpen(r.id)}>${r.number}
      <span class="quiet">${r.patient.masked}</span></button>`)}</div>
  </section>`;
}
