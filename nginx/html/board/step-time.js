import { clinicIso, clinicParts, now } from '../lib/clock.js';
import { html, useMemo, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { MomentField } from './moment-field.js';

/**
 * When a step of the visit took place: now, unless the medic phoned late.
 * @returns {{field: object, read: () => {errors?: object, at?: string}}}
 */
export function useStepTime() {
  const begun = useMemo(() => clinicParts(now()), []);
  const [at, setAt] = useState(begun);

  function read() {
    if (at.date === begun.date && at.time === begun.time) return {};
    const iso = clinicIso(at.date, at.time);
    return iso ? { at: iso } : { errors: { '/at': t('error.moment') } };
  }
  return {
    field: html`<${MomentField} pointer="/at" label=${t('step.at')}
      value=${at} onValue=${setAt} />`,
    read,
  };
}
