import { useLayoutEffect, useState } from './html.js';

/**
 * A value several components look at.
 * @template T
 * @typedef {{get: () => T, set: (next: T | ((old: T) => T)) => void,
 *   subscribe: (fn: (value: T) => void) => () => void}} Cell
 */

/** @template T @param {T} value @returns {Cell<T>} */
export function cell(value) {
  const listeners = new Set();
  return {
    get: () => value,
    set(next) {
      const made = typeof next === 'function' ? next(value) : next;
      if (Object.is(made, value)) return;
      value = made;
      for (const fn of [...listeners]) fn(value);
    },
    subscribe(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}

/** The value of a cell; the component renders again when it changes. */
export function useCell(source) {
  const [value, setValue] = useState(source.get());
  useLayoutEffect(() => {
    setValue(source.get());
    return source.subscribe(setValue);
  }, [source]);
  return value;
}
