import { newKey } from '../lib/api.js';
import { useEffect, useMemo, useState } from '../lib/html.js';
import { tellPublished } from './tariff-calls.js';

/**
 * Several prices sent at once, one time only.  What was refused stays on the
 * screen; after a 412 the next try is about the prices as they are now.
 * @param {{version: number, about: any[],
 *   send: (options: object) => Promise<object[]>,
 *   onDone: () => Promise<void>, onClose: () => void}} props  about: what is
 *   sent; version: of the prices when it was begun
 */
export function usePublish({ version, about, send, onDone, onClose }) {
  const [known, setKnown] = useState(version);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState(null);
  const key = useMemo(newKey, [...about, known]);
  useEffect(() => setFailure(null), about); // it was about something else

  async function publish() {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const published = await send({ key, version: known });
      tellPublished(published, onDone);
      await onDone();
      onClose();
    } catch (problem) {
      setFailure(problem);
      setBusy(false);
      if (problem.status !== 412) return;
      setKnown(problem.body.version);
      await onDone();
    }
  }
  return { busy, failure, publish };
}
