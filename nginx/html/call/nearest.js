import { get, query } from '../lib/api.js';
import { useEffect } from '../lib/html.js';
import { change, draft } from './draft.js';

/** Enough to find a service by its own name. */
const HITS = 5;

async function nearestTo(refusal, place, signal) {
  const { hits } = await get(`/services/search${query({
    q: refusal.name, place, limit: HITS,
  })}`, { signal });
  return hits.find((hit) => hit.code === refusal.code);
}

/** The place is often told after the refusal: then the nearest comes first. */
export function useNearest(refusal, place) {
  useEffect(() => {
    if (refusal.near === place) return undefined;
    const stop = new AbortController();
    nearestTo(refusal, place, stop.signal).then((hit) => {
      const now = draft.get().refusal;
      if (!hit || now?.code !== refusal.code) return;
      const { referrals, answers } = hit;
      const answer = now.answer && answers.find((a) => a.answer === now.answer);
      change({ refusal: {
        ...now, near: place, referrals, say: (answer ?? hit).say,
      } });
    }, () => {}); // the order they stand in is as true
    return () => stop.abort();
  }, [refusal.code, refusal.near, place]);
}
