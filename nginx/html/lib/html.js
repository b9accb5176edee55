/** Preact with tagged templates: the one place that knows the libraries. */
import { createContext, h, render } from '../vendor/preact.js';
import htm from '../vendor/htm.js';

export const html = htm.bind(h);
export { createContext, render };
export {
  useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef,
  useState,
} from '../vendor/hooks.js';

/**
 * Run ${fn} when the state just set is on the page, before the next key comes:
 * Preact renders in a microtask, and this one queues behind it.
 */
export function afterRender(fn) {
  queueMicrotask(fn);
}
