import { get, query } from '../lib/api.js';
import { now, useNow } from '../lib/clock.js';
import { useCallback, useEffect, useState } from '../lib/html.js';
import { performersOf, serviceCodes } from './request-body.js';
import { askOf, dropPrice, isExpired, keepPrice, spokenOf } from './spoken-price.js';

const NOTHING = { doctor: null, nurse: null, visit: null, problem: null };
/** Prices and the promise follow the clock. */
const EVERY_MS = 60000;

/** The prices of the tariff in force, for each performer and for the visit. */
function useTariff(d) {
  const [price, setPrice] = useState(NOTHING);
  const [round, setRound] = useState(0);
  const minute = Math.floor(useNow(EVERY_MS) / EVERY_MS);
  const ask = {
    place: d.place?.code, bonus: d.bonus ? '1' : '', trip_group: d.tripGroup?.id,
  };
  const visit = { performers: performersOf(d).join(), services: serviceCodes(d).join() };
  const asked = JSON.stringify([ask, visit]);

  useEffect(() => {
    if (!ask.place) {
      setPrice(NOTHING);
      return undefined;
    }
    const stop = new AbortController();
    const one = (params) => get(`/quote${query({ ...ask, ...params })}`,
      { signal: stop.signal });
    Promise.all([
      one({ performers: 'doctor' }), one({ performers: 'nurse' }), one(visit),
    ]).then(
      ([doctor, nurse, both]) => setPrice({
        place: ask.place, asked, doctor, nurse, visit: both, problem: null,
      }),
      (problem) => {
        // What was told stays while it cannot be asked anew.
        if (stop.signal.aborted) return;
        setPrice((old) => (old.asked === asked ? old
          : { ...NOTHING, place: ask.place, problem }));
      },
    );
    return () => stop.abort();
  }, [asked, round, minute]);

  const refresh = useCallback(() => setRound((n) => n + 1), []);
  // The price of another place is none of this one, not even for a moment.
  return { ...(price.place === ask.place ? price : NOTHING), refresh };
}

/**
 * What the visit ${d} costs: the spoken price while it holds, else today's.
 * A price said too long ago is said anew, and agreed to anew.
 * @returns {{doctor: any, nurse: any, visit: any, spoken: any, total: any,
 *   problem: Error | null, refresh: () => void}}
 */
export function usePrice(d) {
  const tariff = useTariff(d);
  useNow(EVERY_MS);
  const spoken = spokenOf(d, now());
  const expired = isExpired(d, now());
  const total = (spoken ?? tariff.visit)?.total ?? null;
  const agreed = d.consentPrice && d.place ? JSON.stringify(askOf(d)) : '';

  useEffect(() => {
    if (expired) dropPrice();
  }, [expired]);
  useEffect(() => {
    if (agreed) keepPrice().catch(() => {}); // posting asks once more
  }, [agreed]);
  return { ...tariff, spoken, total };
}
