import { parseBirthDate } from '../lib/birth-date.js';
import { clinicParts, useNow } from '../lib/clock.js';
import { useLayoutEffect } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { refreshResource, useResource } from '../lib/resource.js';
import { draftId, saveNow } from './calls.js';
import { change } from './draft.js';
import { useKnownPatient } from './known-patient.js';
import { submit, unanswered } from './posting.js';
import { usePrice } from './price.js';
import { redFlagState, signsFor } from './red-flags.js';
import { ageOf } from './request-body.js';
import { useAddress } from './use-address.js';

const NO_FORM = { fields: [], consent_version: '1', representative_age: 15 };

function redFlagErrors(signs, answers) {
  const state = redFlagState(signs, answers);
  return state === 'clear' || signs.length === 0 ? {}
    : { '/red_flags': t(`error.red_flags_${state}`) };
}

/** A date nobody can read says why. */
function birthError(typed, today) {
  const { error } = typed.trim() ? parseBirthDate(typed, today) : {};
  return error ? { '/patient/birth_date': t(`birth.${error}`) } : {};
}

/**
 * Consent was given to a sum: another sum needs another consent.  While a
 * price is awaited, what was agreed to stands.
 */
function useConsent(d, total) {
  const sum = total?.amount ?? (d.place ? null : 0);
  useLayoutEffect(() => {
    if (!d.consentPrice || sum === null) return;
    if (d.agreedTo === null) change({ agreedTo: sum });
    else if (d.agreedTo !== sum) change({ consentPrice: false });
  }, [d.consentPrice, sum]);
  useLayoutEffect(() => {
    if (!d.consentPrice && d.agreedTo !== null) change({ agreedTo: null });
  }, [d.consentPrice]);
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
  const context = {
    today,
    minor,
    consentVersion: form.consent_version,
    redFlagCodes: signs.map((s) => s.code),
  };

  useKnownPatient(d, today);
  useConsent(d, total);
  useAddress(d);

  function onPriceChanged() {
    change({ consentPrice: false });
    price.refresh();
    refreshResource('/zones');
  }
  function post() {
    if (danger) return;
    submit({
      ...context,
      fields: form.fields,
      extraErrors: {
        ...birthError(d.patient.birth, today),
        ...redFlagErrors(signs, d.redFlags),
      },
      spoken: total,
      onPriceChanged,
      draftId,
      saveNow,
    });
  }
  return {
    price, total, form, today, minor, signs, danger, questions, post,
    again: unanswered(d, context) !== null,
    signsApproved: redFlags?.approved,
  };
}
