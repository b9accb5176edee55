import { now } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { fieldLabel, valueText } from './edit-text.js';

/**
 * What somebody else changed while this row was edited, field by field.
 * @param {{table: object, changed: object[], by?: string, since?: string}} props
 */
export function Meanwhile({ table, changed, by, since }) {
  if (!changed.length) return null;
  return html`<div class="notice notice--warn" role="alert">
    <${Icon} name="info" /><div><p>${by ? t('edit.meanwhile_by',
      { by, time: formatWhen(since, now()) }) : t('edit.meanwhile')}</p>
      <ul class="plain">${changed.map(({ field, before, now: value, kept }) => html`
        <li key=${field.name}>${fieldLabel(table, field.name)}:${' '}
          ${valueText(field, before)} → <strong>${valueText(field, value)}
          </strong>${kept && html`. ${t('edit.kept')}`}</li>`)}
      </ul></div></div>`;
}
