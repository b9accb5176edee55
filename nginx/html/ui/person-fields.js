import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { NameField } from './name-field.js';
import { PhoneField } from './phone-field.js';
import { Select } from './select.js';

const CALLERS = ['mother', 'father', 'spouse', 'child', 'relative',
  'guardian', 'neighbour', 'social_worker', 'other'];

/**
 * A person beside the patient: the caller or the legal representative.
 * @param {{pointer: string, person: {name: string, relation: string,
 *   phone: string}, relations?: string[], onValue: (patch: object) => void}} props
 */
export function PersonFields({
  pointer, person, relations = CALLERS, onValue,
}) {
  return html`<div class="fields fields--3">
    <${NameField} pointer=${`${pointer}/name`} label=${t('person.name')}
      value=${person.name} onValue=${(name) => onValue({ name })} />
    <${Select} pointer=${`${pointer}/relation`} label=${t('person.relation')}
      value=${person.relation} empty=${t('person.relation_empty')}
      onValue=${(relation) => onValue({ relation })}
      options=${relations.map((r) => [r, t(`relation.${r}`)])} />
    <${PhoneField} pointer=${`${pointer}/phone`} value=${person.phone}
      onValue=${(phone) => onValue({ phone })} />
  </div>`;
}
