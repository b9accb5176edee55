import { cell } from './cell.js';

/** The desk in the address bar: "/board" → "board". */
function current() {
  return window.location.pathname.split('/')[1];
}

export const route = cell(current());

window.addEventListener('popstate', () => route.set(current()));

export function go(desk, { replace = false } = {}) {
  if (current() !== desk) {
    window.history[replace ? 'replaceState' : 'pushState'](null, '', `/${desk}`);
  }
  route.set(desk);
}
