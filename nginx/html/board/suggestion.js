import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';

/** A medic with what speaks for going there, or against it. */
export function Suggestion({ item }) {
  return html`<span class="suggestion">
    <strong>${item.name}</strong>${' '}
    <span class="quiet">${[t(`performer.${item.kind}`), ...item.specialities]
      .join(', ')}</span>
    <span class="suggestion__why">${item.reasons.map(({ code, text }, i) => html`
      <span key=${code} class=${`why why--${code}`}>${text}${
        i < item.reasons.length - 1 ? ',' : ''} </span>`)}</span>
  </span>`;
}

/** Those who are not offered; some could go all the same. */
export function Others({ items, onPick }) {
  if (!items.length) return null;
  return html`<details class="others">
    <summary>${t('schedule.others', { n: items.length })}</summary>
    <ul class="plain">${items.map((item) => html`<li key=${item.medic}>
      <${Suggestion} item=${item} />
      ${item.windows.length > 0 && html`<button type="button"
        class="button button--small" onClick=${() => onPick(item)}>
        ${t('schedule.all_the_same')}</button>`}</li>`)}</ul>
  </details>`;
}
