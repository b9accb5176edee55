import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { FieldError } from '../ui/field-error.js';
import { useField } from '../ui/form-context.js';
import { Icon } from '../ui/icon.js';
import { change } from './draft.js';
import { VerdictMark } from './verdict-mark.js';

function Line({ service, onRemove }) {
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

/** The services of the visit. */
export function VisitCard({ services }) {
  const { id, error } = useField('/services');
  const remove = (at) => change({
    services: services.filter((_, i) => i !== at),
  });
  return html`<section class="card visit" id=${id} tabindex="-1"
      aria-labelledby="visit-title">
    <h2 id="visit-title">${t('visit.title')}</h2>
    ${services.length === 0
      ? html`<p class="empty empty--small">${t('visit.empty')}</p>`
      : html`<ul>${services.map((s, i) => html`<${Line}
          key=${s.code ?? s.text} service=${s} onRemove=${() => remove(i)} />`)}
        </ul>`}
    <${FieldError} id=${id} text=${error} />
  </section>`;
}
