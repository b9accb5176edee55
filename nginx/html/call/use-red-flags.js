import { useEffect } from '../lib/html.js';
import { useResource } from '../lib/resource.js';
import { change } from './draft.js';
import {
  againBecause, isIll, newSigns, redFlagState, signsFor, withoutDoubtful,
} from './triage.js';

/** An epid answer that makes a "no" doubtful takes it back, once. */
function useDoubt(d, months) {
  const because = againBecause(d.epid, months);
  const told = because.join();
  useEffect(() => {
    const fresh = because.filter((code) => !d.doubted.includes(code));
    if (told === d.doubted.join()) return;
    change({ doubted: because, redFlags: withoutDoubtful(d.redFlags, fresh) });
  }, [told]);
  return because;
}

/**
 * The red flags of the call ${d}.
 * @param {{age: number | null, months: number | null, adultAge: number}} of
 * @returns {{signs: object[], state: string, fresh: object[], because: string[],
 *   minor: boolean, held: boolean, danger: object | undefined,
 *   approved?: boolean}}  held: the price waits for the answers; because: the
 *   epid answers that ask for them again
 */
export function useRedFlags(d, { age, months, adultAge }) {
  const data = useResource('/red-flags');
  const items = data?.items ?? [];
  const signs = signsFor(items, age, adultAge);
  const state = data ? redFlagState(signs, d.redFlags) : 'open';
  return {
    signs,
    state,
    fresh: newSigns(items, signs, d.redFlags),
    because: useDoubt(d, months),
    minor: age !== null && age < adultAge,
    held: isIll(d) && state !== 'clear',
    danger: signs.find((s) => d.redFlags[s.code] === 'yes'),
    approved: data?.approved,
  };
}
