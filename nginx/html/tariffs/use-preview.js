import { post } from '../lib/api.js';
import { useEffect, useState } from '../lib/html.js';

const WAIT_MS = 200; // while somebody types

/**
 * What ${changes} would have brought in the last ${days}: asked when they are
 * complete, null while nobody knows.
 */
export function usePreview(changes, days) {
  const key = JSON.stringify([changes, days]);
  const [known, setKnown] = useState({ key: null, effect: null });
  useEffect(() => {
    if (!changes.length) return undefined;
    let wanted = true;
    const take = (effect) => wanted && setKnown({ key, effect });
    const timer = setTimeout(() => {
      post('/tariffs/preview', { changes, days }).then(take, () => take(null));
    }, WAIT_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [key]);
  return {
    effect: known.key === key ? known.effect : null,
    pending: changes.length > 0 && known.key !== key,
  };
}
