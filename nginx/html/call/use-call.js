import { clinicParts, useNow } from '../lib/clock.js';
import { useEffect } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { refreshResource, useResource } from '../lib/resource.js';
import { change } from './draft.js';
import { checkTyped } from './form-rules.js';
import { useKnownPatient } from './known-patient.js';
import { submit } from './posting.js';
import { usePrice } from './price.js';
import { redFlagState, signsFor } from './red-flags.js';
import { ageOf } from './request-body.js';

const NO_FORM = { fields: [], consent_version: '1', representative_age: 15 };

function redFlagErrors(signs, answers) {
  const state = redFlagState(signs, answers);
  return state === 'clear' || signs.length === 0 ? {}
    : { '/red_flags': t(`error.red_flags_${state}`) };
}

/**
 * What follows from the draft ${d} and the clinic's data: prices, questions,
 * the rules of the form, whether there is danger; and how to post it.
 */
export function useCall(d) {
  const price = usePrice(d);
  const form = useResource('/form') ?? NO_FORM;
  const redFlags = useResource('/red-flags');
  const questions = useResource('/epid-questions')?.items ?? [];
  const today = clinicParts(useNow(60000)).date;
  const age = ageOf(d, today);
  const minor = age !== null && age < form.representative_age;
  const signs = signsFor(redFlags?.items ?? [], age);
  const danger = signs.find((s) => d.redFlags[s.code] === 'yes');
  const total = price.visit?.total ?? null;

  useKnownPatient(d, today);
  // Consent was given to a sum: another sum needs another consent.
  useEffect(() => {
    if (d.consentPrice) change({ consentPrice: false });
  }, [total?.amount]);

  function onPriceChanged() {
    change({ consentPrice: false });
    price.refresh();
    refreshResource('/zones');
  }
  function post() {
    if (danger) return;
    submit({
      today,
      minor,
      fields: form.fields,
      consentVersion: form.consent_version,
      redFlagCodes: signs.map((s) => s.code),
      extraErrors: {
        ...checkTyped(d, today), ...redFlagErrors(signs, d.redFlags),
      },
      spoken: total,
      onPriceChanged,
    });
  }
  return {
    price, total, form, today, minor, signs, danger, questions, post,
    signsApproved: redFlags?.approved,
  };
}
