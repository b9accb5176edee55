import { get, query } from '../lib/api.js';
import { useCallback, useEffect, useState } from '../lib/html.js';
import { performersOf, serviceCodes } from './request-body.js';

const NOTHING = { doctor: null, nurse: null, visit: null, problem: null };

/**
 * The prices of the place: for a doctor, for a nurse, and for the visit as it
 * is put together.
 * @returns {{doctor: any, nurse: any, visit: any, problem: Error | null,
 *   refresh: () => void}}
 */
export function usePrice(d) {
  const [price, setPrice] = useState(NOTHING);
  const [round, setRound] = useState(0);
  const place = d.place?.code;
  const performers = performersOf(d).join(',');
  const services = serviceCodes(d).join(',');
  const bonus = d.bonus ? '1' : '';

  useEffect(() => {
    if (!place) {
      setPrice(NOTHING);
      return undefined;
    }
    const stop = new AbortController();
    const ask = (params) => get(`/quote${query({ place, bonus, ...params })}`,
      { signal: stop.signal });
    Promise.all([
      ask({ performers: 'doctor' }),
      ask({ performers: 'nurse' }),
      ask({ performers, services }),
    ]).then(
      ([doctor, nurse, visit]) => setPrice({ doctor, nurse, visit, problem: null }),
      (problem) => {
        if (!stop.signal.aborted) setPrice({ ...NOTHING, problem });
      },
    );
    return () => stop.abort();
  }, [place, performers, services, bonus, round]);

  const refresh = useCallback(() => setRound((n) => n + 1), []);
  return { ...price, refresh };
}
