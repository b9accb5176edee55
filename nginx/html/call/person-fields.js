import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Field } from '../ui/field.js';
import { Select } from '../ui/select.js';
import { PhoneField } from './phone-field.js';

/**
 * A person beside the patient: the caller or the legal representative.
 * @param {{pointer: string, person: {name: string, relation: string,
 *   phone: string}, relations: string[], onValue: (patch: object) => void}} props
 */
export function PersonFields({ pointer, person, relations, onValue }) {
  return html`<div class="fields fields--3">
    <${Field} pointer=${`${pointer}/name`} label=${t('person.name')}
      value=${person.name} onValue=${(name) => onValue({ name })} />
    <${Select} pointer=${`${pointer}/relation`} label=${t('person.relation')}
      value=${person.relation} empty=${t('person.relation_empty')}
      onValue=${(relation) => onValue({ relation })}
      options=${relations.map((r) => [r, t(`relation.${r}`)])} />
    <${PhoneField} pointer=${`${pointer}/phone`} value=${person.phone}
      onValue=${(phone) => onValue({ phone })} />
  </div>`;
}
