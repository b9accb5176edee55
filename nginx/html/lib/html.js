/** Preact with tagged templates: the one place that knows the libraries. */
import { createContext, h, render } from '../vendor/preact.js';
import htm from '../vendor/htm.js';

export const html = htm.bind(h);
export { createContext, render };
export {
  useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef,
  useState,
} from '../vendor/hooks.js';
