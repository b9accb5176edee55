import { monthsOn, parseBirthDate } from '../lib/birth-date.js';
import { clinicParts, useNow } from '../lib/clock.js';
import { errorTexts } from '../lib/error-text.js';
import { checkBody } from '../lib/form-rules.js';
import { useLayoutEffect, useMemo } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { refreshResource, useResource } from '../lib/resource.js';
import { draftId, saveNow } from './calls.js';
import { change } from './draft.js';
import { useKnownPatient } from './known-patient.js';
import { submit, unanswered } from './posting.js';
import { usePrice } from './price.js';
import { ageOf, toBody, whoOf } from './request-body.js';
import { standingErrors } from './standing-errors.js';
import { useAddress } from './use-address.js';
import { useRedFlags } from './use-red-flags.js';

const NO_FORM = {
  fields: [], consent_version: '1', representative_age: 15, adult_age: 18,
};

function redFlagErrors(state) {
  return state === 'clear' ? {}
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
  const questions = useResource('/epid-questions')?.items ?? [];
  useResource('/reasons'); // a dialog must not wait for them
  const today = clinicParts(useNow(60000)).date;
  const age = ageOf(d, today);
  const minor = age !== null && age < form.representative_age;
  const birth = parseBirthDate(d.patient.birth, today).iso;
  const flags = useRedFlags(d, {
    age,
    months: birth ? monthsOn(birth, today) : null,
    adultAge: form.adult_age,
  });
  const context = {
    today,
    minor,
    consentVersion: form.consent_version,
    redFlagCodes: flags.signs.map((s) => s.code),
  };
  const check = (body) => ({
    ...errorTexts(checkBody(form.fields, body, whoOf(d, minor))),
    ...birthError(d.patient.birth, today),
    ...redFlagErrors(flags.state),
  });
  const errors = useMemo(() => standingErrors(d.posting.errors,
    d.posting.checked, toBody(d, context), check), [d, today, flags.state]);

  useKnownPatient(d, today);
  useConsent(d, price.total);
  useAddress(d);

  function onPriceChanged() {
    change({ consentPrice: false });
    price.refresh();
    refreshResource('/zones');
  }
  function post() {
    if (flags.danger) return;
    submit({
      ...context, check, spoken: price.total, onPriceChanged, draftId, saveNow,
    });
  }
  return {
    price, total: price.total, promise: price.visit?.promise ?? null,
    form, today, minor, flags, danger: flags.danger, questions, errors, post,
    again: unanswered(d, context) !== null,
  };
}
