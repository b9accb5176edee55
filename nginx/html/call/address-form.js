import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Field } from '../ui/field.js';
import { later } from '../ui/later.js';
import { change, changePart } from './draft.js';
import { PlaceField } from './place-field.js';

const AddressPlace = later(
  async () => (await import('./address-place.js')).AddressPlace,
);

/** A street without a house: perhaps not heard yet. */
function lacksHouse(text) {
  return text.trim().length > 3 && !/\d/.test(text);
}

const DOOR = ['entrance', 'floor', 'flat', 'intercom'];

/** An address a medic can find, and what the patient complains of. */
export function AddressForm({ d }) {
  const field = (name, props = {}) => html`<${Field} key=${name}
    pointer=${`/address/${name}`} label=${t(`address.${name}`)}
    value=${d.address[name]}
    onValue=${(text) => changePart('address', { [name]: text })} ...${props} />`;
  return html`<section class="part" data-part="address"
      aria-labelledby="address-title">
    <h2 id="address-title">${t('address.title')}
      ${d.known && html`<span class="quiet">${t('address.confirm')}</span>`}</h2>
    <div class="fields fields--address">
      <${PlaceField} place=${d.place} />
      ${field('text', {
        placeholder: t('address.text_hint'),
        hint: lacksHouse(d.address.text) && t('address.no_house'),
      })}
    </div>
    <${AddressPlace} d=${d} />
    <div class="fields fields--door">
      ${DOOR.map((name) => field(name))}
      ${field('note', { placeholder: t('address.note_hint') })}
    </div>
    <${Field} pointer="/symptoms" label=${t('symptoms.label')} rows="2"
      hint=${t('symptoms.hint')} value=${d.symptoms}
      onValue=${(symptoms) => change({ symptoms })} />
  </section>`;
}
