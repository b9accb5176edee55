import { cell } from './cell.js';

/** Choices of this screen, not of a person: kept in the browser. */

function kept(name, fallback) {
  const value = cell(localStorage.getItem(`hv.${name}`) ?? fallback);
  value.subscribe((next) => localStorage.setItem(`hv.${name}`, next));
  return value;
}

/** "auto", "light" or "dark". */
export const theme = kept('theme', 'auto');

export const languageChoice = kept('language', 'ru');

function flag(name) {
  const value = kept(name, 'on');
  return {
    get: () => value.get() === 'on',
    set: (on) => value.set(on ? 'on' : 'off'),
    subscribe: (fn) => value.subscribe((v) => fn(v === 'on')),
  };
}

/** Whether single letters are commands (WCAG 2.1.4: can be turned off). */
export const singleKeys = flag('single-keys');

/** Whether the board may be heard. */
export const sound = flag('sound');

export function applyTheme(name) {
  const root = document.documentElement;
  if (name === 'auto') delete root.dataset.theme;
  else root.dataset.theme = name;
}
