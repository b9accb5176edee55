import { post } from '../lib/api.js';
import { useEffect } from '../lib/html.js';
import { change, draft } from './draft.js';

const DEBOUNCE_MS = 250;

/** Put ${place} into the visit; another zone costs another price. */
export function takePlace(place) {
  const { place: old, consentPrice } = draft.get();
  change({
    place,
    consentPrice: consentPrice && old?.zone === place?.zone,
  });
}

/** Whether nobody chose the place by hand. */
function isFree(place) {
  return !place || place.from === 'address';
}

function take(answer) {
  const { place, posting } = draft.get();
  if (posting.state !== 'idle') return; // what was sent is sent
  change({ addressRead: answer });
  if (isFree(place) && place?.code !== answer?.place?.code) {
    takePlace(answer?.place ? { ...answer.place, from: 'address' } : null);
  }
}

/**
 * Read the place out of the typed address.  It fills the place nobody chose;
 * one chosen by hand is compared and stays.
 */
export function useAddress(d) {
  const text = d.address.text.trim();
  const chosen = isFree(d.place) ? null : d.place.code;
  useEffect(() => {
    if (!text) {
      if (d.addressRead) take(null);
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const answer = await post('/addresses/read', { text, place: chosen },
          { signal: stop.signal });
        take({ ...answer, chosen });
      } catch {
        // Unread, the place is asked as ever.
      }
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, chosen]);
}
