import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Check } from '../ui/check.js';
import { Field } from '../ui/field.js';
import { Icon } from '../ui/icon.js';
import { later } from '../ui/later.js';
import { NameField } from '../ui/name-field.js';
import { PhoneField } from '../ui/phone-field.js';
import { BirthField } from './birth-field.js';
import { change, changePart } from './draft.js';

const PersonFields = later(
  async () => (await import('../ui/person-fields.js')).PersonFields,
);

const REPRESENTATIVES = ['mother', 'father', 'guardian', 'adopter',
  'foster_parent'];

function CardState({ d }) {
  if (d.known) {
    return html`<p class="notice notice--good"><${Icon} name="done" />
      ${t('patient.known', { name: d.known.name })}</p>`;
  }
  if (d.maskedCard === null) return null;
  return html`<p class="notice notice--warn"><${Icon} name="info" />
    ${d.maskedCard ? t('patient.check_birth', { masked: d.maskedCard })
      : t('patient.unmatched')}</p>`;
}

/** Who is ill, who calls, and who answers for a child. */
export function PatientForm({ d, today, minor }) {
  const set = (patch) => changePart('patient', patch);
  return html`<section class="part" data-part="patient"
      aria-labelledby="patient-title">
    <h2 id="patient-title">${t('patient.title')}</h2>
    <div class="fields fields--patient">
      <${Field} pointer="/patient/card_no" label=${t('patient.card')}
        value=${d.patient.card_no}
        inputmode="numeric" onValue=${(card_no) => set({ card_no })} />
      <${BirthField} pointer="/patient/birth_date" value=${d.patient.birth}
        today=${today} onValue=${(birth) => set({ birth })} />
      <${PhoneField} pointer="/patient/phone" value=${d.patient.phone}
        onValue=${(phone) => set({ phone })} />
    </div>
    <div aria-live="polite"><${CardState} d=${d} /></div>
    ${!d.known && html`<${NameField} pointer="/patient/name" label=${t('patient.name')}
      hint=${t('patient.name_hint')} value=${d.patient.name}
      onValue=${(name) => set({ name })} />`}
    <div class="checks">
      <${Check} pointer="/caller" checked=${d.hasCaller}
        onValue=${(hasCaller) => change({ hasCaller })}>
        ${t('patient.other_caller')}</${Check}>
      <${Check} pointer="/bonus_member" checked=${d.bonus}
        onValue=${(bonus) => change({ bonus })}>${t('patient.bonus')}</${Check}>
    </div>
    ${d.hasCaller && html`<${PersonFields} pointer="/caller" person=${d.caller}
      onValue=${(p) => changePart('caller', p)} />`}
    ${minor && html`<div class="minor">
      <p class="notice notice--warn"><${Icon} name="info" />
        <span>${t('patient.minor')} ${REPRESENTATIVES
          .includes(d.caller.relation) && html`<button type="button"
            class="button button--link" onClick=${() => change({
              representative: d.caller })}>${t('patient.minor_caller')}</button>`}
        </span></p>
      <${PersonFields} pointer="/legal_representative"
        person=${d.representative} relations=${REPRESENTATIVES}
        onValue=${(p) => changePart('representative', p)} />
    </div>`}
  </section>`;
}
