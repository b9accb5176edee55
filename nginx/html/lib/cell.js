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

/**
 * The value of a cell; the component renders again when it changes, but for a
 * change of its member ${unseen} alone.
 * @template T @param {Cell<T>} source @param {keyof T} [unseen]
 */
export function useCell(source, unseen) {
  const [value, setValue] = useState(source.get());
  useLayoutEffect(() => {
    const take = (next) => setValue((old) => (
      unseen && isSameBut(unseen, old, next) ? old : next));
    take(source.get());
    return source.subscribe(take);
  }, [source]);
  return value;
}

function isSameBut(unseen, a, b) {
  return Object.keys({ ...a, ...b })
    .every((key) => key === unseen || Object.is(a[key], b[key]));
}
