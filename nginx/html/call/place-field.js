import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { FieldError } from '../ui/field-error.js';
import { useField } from '../ui/form-context.js';
import { later } from '../ui/later.js';
import { change } from './draft.js';
import { PlacePicker } from './place-picker.js';

const ZoneBadge = later(
  async () => (await import('../ui/zone-badge.js')).ZoneBadge,
);

function pick({ code, name, zone }) {
  change({ place: { code, name, zone }, consentPrice: false });
}

/** The district or settlement: picked from the list, never guessed. */
export function PlaceField({ place }) {
  const { id, error, required, props } = useField('/address/place');

  return html`<div class="field place">
    <label class="field__label" for=${id}>${t('address.place')}
      ${required && html`<span class="field__required" aria-hidden="true">*</span>`}
      ${place?.from === 'address' && html`<span class="field__hint">
        ${t('address.from_text')}</span>`}
      ${place && html`<${ZoneBadge} code=${place.zone} />`}</label>
    <${PlacePicker} ...${props} id=${id} name=${place?.name} onPick=${pick}
      placeholder=${place ? '' : t('address.place_hint')} />
    <${FieldError} id=${id} text=${error} />
  </div>`;
}
