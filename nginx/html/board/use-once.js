import { get } from '../lib/api.js';
import { useEffect, useState } from '../lib/html.js';

/** Data of GET ${path}, asked anew by every look; null until it is there. */
export function useOnce(path) {
  const [got, setGot] = useState(null);
  useEffect(() => {
    if (!path) return undefined;
    const stop = new AbortController();
    get(path, { signal: stop.signal })
      .then((data) => setGot({ path, data }), () => {});
    return () => stop.abort();
  }, [path]);
  return got?.path === path ? got.data : null;
}
