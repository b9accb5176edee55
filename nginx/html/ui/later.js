import { html, useEffect, useState } from '../lib/html.js';
import { loadTexts, t } from '../lib/i18n.js';
import { toast } from './toast.js';

const AGAIN_MS = 3000;
const IDLE_MS = 500;

/** What is still to be fetched, in the order it is likely to be wanted. */
const waiting = new Set();

/**
 * A component that the first screen does without: ${load} fetches it in an
 * idle moment (fetchWaiting) or when it is first shown.  Then it shows with
 * its next render; when it cannot be fetched, a word says so and tries again.
 * @param {() => Promise<Function>} load
 */
export function later(load) {
  const part = { View: null, coming: null };

  part.fetch = () => {
    part.coming ??= Promise.all([load(), loadTexts('later')]).then(([View]) => {
      part.View = View;
      waiting.delete(part);
    }).finally(() => {
      part.coming = null;
    });
    return part.coming;
  };
  waiting.add(part);

  return function Later(props) {
    const [, show] = useState(Boolean(part.View));
    useEffect(() => {
      if (part.View) {
        show(true);
        return undefined;
      }
      let wanted = true;
      const fetchIt = () => wanted && part.fetch().then(() => show(true),
        () => wanted && toast(t('later.not_loaded'), 'bad',
          { label: t('later.again'), run: fetchIt }));
      fetchIt();
      return () => {
        wanted = false;
      };
    }, []);
    return part.View && html`<${part.View} ...${props} />`;
  };
}

function idle() {
  return new Promise((resolve) => {
    if (window.requestIdleCallback) {
      requestIdleCallback(resolve, { timeout: IDLE_MS });
    } else setTimeout(resolve, IDLE_MS);
  });
}

let fetching = false;

export async function fetchWaiting() {
  if (fetching) return;
  fetching = true;
  while (waiting.size) {
    await idle();
    try {
      await [...waiting][0]?.fetch();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
  fetching = false;
}
