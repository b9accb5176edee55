import { newKey, post } from '../lib/api.js';
import { now } from '../lib/clock.js';
import { change, draft } from './draft.js';
import { performersOf, serviceCodes } from './request-body.js';

/** The price as it was said: the server keeps it from the caller's yes on. */

/** The body of POST /quotes. */
export function askOf(d) {
  return {
    ...(d.place && { place: d.place.code }),
    performers: performersOf(d),
    services: serviceCodes(d),
    bonus_member: d.bonus,
    ...(d.tripGroup && { trip_group: d.tripGroup.id }),
  };
}

/** The price kept for the visit as it is put together now, or null. */
function keptOf(d) {
  return d.kept?.ask === JSON.stringify(askOf(d)) ? d.kept.quote : null;
}

function isOver(quote, at) {
  return Boolean(quote?.valid_until) && Date.parse(quote.valid_until) <= at;
}

/** The price that holds at ${at}; a newer tariff does not change it. */
export function spokenOf(d, at) {
  const quote = keptOf(d);
  return isOver(quote, at) ? null : quote;
}

/** Whether it was said, but too long ago to hold. */
export function isExpired(d, at) {
  return isOver(keptOf(d), at);
}

let onItsWay = null; // {ask, answer}

/** The call leaves the screen: what comes is not for the next one. */
export function forgetPrice() {
  onItsWay = null;
}

/** It no longer holds: it is said anew, and agreed to anew. */
export function dropPrice() {
  forgetPrice();
  change({ kept: null, priceExpired: true, consentPrice: false });
}

/** Keep the price of the call at hand; the same visit is asked once. */
export function keepPrice(signal) {
  const d = draft.get();
  const spoken = spokenOf(d, now());
  if (spoken) return Promise.resolve(spoken);
  const body = askOf(d);
  const ask = JSON.stringify(body);
  if (onItsWay?.ask === ask) return onItsWay.answer;
  const asked = d.kept?.ask === ask && !d.kept.quote;
  const key = asked ? d.kept.key : newKey();
  const mine = { ask };
  onItsWay = mine;
  change({ kept: { ask, key, quote: null } });
  mine.answer = post('/quotes', body, { key, signal }).then((quote) => {
    if (mine === onItsWay) {
      change({ kept: { ask, key, quote }, priceExpired: false });
    }
    return quote;
  }).finally(() => {
    if (mine === onItsWay) onItsWay = null;
  });
  return mine.answer;
}
