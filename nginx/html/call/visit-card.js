import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { FieldError } from '../ui/field-error.js';
import { useField } from '../ui/form-context.js';
import { later } from '../ui/later.js';
import { change } from './draft.js';

const VisitLine = later(
  async () => (await import('./visit-line.js')).VisitLine,
);

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
      : html`<ul>${services.map((s, i) => html`<${VisitLine}
          key=${s.code ?? s.text} service=${s} onRemove=${() => remove(i)} />`)}
        </ul>`}
    <${FieldError} id=${id} text=${error} />
  </section>`;
}
