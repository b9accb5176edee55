import { Away } from './api.js';
import { live } from './live.js';

const LONGEST_MS = 30000;
const HIDDEN_FACTOR = 5;
const LIVE_MS = 60000; // with the stream a look is only a safeguard

/**
 * Read now, whenever woken and every so often; never twice at a time: what
 * comes while a read is on its way is one more read at once after it.
 * @param {{everyMs: number, read: (signal: AbortSignal) => Promise<void>,
 *   failed: (problem: Error) => void}} what
 * @returns {{wake: () => void, stop: () => void}}
 */
export function poller({ everyMs, read, failed }) {
  const gone = new AbortController();
  let timer = 0;
  let wait = everyMs;
  let running = false;
  let wanted = false;

  function pause() {
    if (wait > everyMs) return wait;
    if (live.get()) return LIVE_MS;
    return document.hidden ? everyMs * HIDDEN_FACTOR : everyMs;
  }
  async function round() {
    clearTimeout(timer);
    wanted = running;
    if (running) return;
    running = true;
    try {
      await read(gone.signal);
      wait = everyMs;
    } catch (problem) {
      if (gone.signal.aborted) return;
      wait = problem instanceof Away
        ? Math.min(wait * 2, LONGEST_MS) : LONGEST_MS;
      failed(problem);
    } finally {
      running = false;
    }
    if (wanted) round();
    else timer = setTimeout(round, pause());
  }

  const seen = () => !document.hidden && round();
  const unwatch = live.subscribe((is) => is === false && round());
  document.addEventListener('visibilitychange', seen);
  round();
  return {
    wake: round,
    stop() {
      gone.abort();
      clearTimeout(timer);
      unwatch();
      document.removeEventListener('visibilitychange', seen);
    },
  };
}
