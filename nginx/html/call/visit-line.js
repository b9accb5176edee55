import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { VerdictMark } from './verdict-mark.js';

/** A service of the visit: what is known of it, and a way to take it out. */
export function VisitLine({ service, onRemove }) {
  const name = service.name ?? service.text;
  return html`<li class="visit__line">
    <span>${name}${service.conditionMet !== undefined && html`
      <span class="visit__condition">${service.condition}${' '}
        <strong>${t(service.conditionMet ? 'answer.yes' : 'answer.no')}</strong>
      </span>`}</span>
    ${service.verdict !== 'allowed' && html`
      <${VerdictMark} verdict=${service.verdict} />`}
    <button type="button" class="button button--icon button--small"
      aria-label=${t('visit.remove', { name })} onClick=${onRemove}>
      <${Icon} name="close" size="15" /></button>
  </li>`;
}
