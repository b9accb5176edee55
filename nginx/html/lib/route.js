import { cell } from './cell.js';

/** The address: "/services/E01" is the desk "services" and, within it, E01. */
function parts() {
  const names = window.location.pathname.split('/').slice(1);
  try {
    return names.map(decodeURIComponent);
  } catch {
    return names; // somebody typed a stray %
  }
}

/** The desk in the address bar: "/board" → "board". */
export const route = cell(parts()[0]);

/** What follows the desk: "/reference/scripts/price" → ["scripts", "price"]. */
export const within = cell(parts().slice(1));

function follow() {
  within.set(parts().slice(1));
  route.set(parts()[0]);
}

window.addEventListener('popstate', follow);

function move(path, replace) {
  if (window.location.pathname === path) return;
  window.history[replace ? 'replaceState' : 'pushState'](null, '', path);
  follow();
}

export function go(desk, { replace = false } = {}) {
  if (parts()[0] !== desk) move(`/${desk}`, replace);
}

/** Go to a part of the desk that is open. */
export function goWithin(names, { replace = false } = {}) {
  move(`/${[parts()[0], ...names].map(encodeURIComponent).join('/')}`, replace);
}
