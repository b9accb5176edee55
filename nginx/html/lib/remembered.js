/**
 * What a screen was asked for, behind the # of its address: it stays in the
 * browser, survives a reload, and no server or log sees it.
 */

/** What is remembered: {q: "анна"}; null: nothing. */
export function remembered() {
  const found = Object.fromEntries(
    new URLSearchParams(window.location.hash.slice(1)));
  return Object.keys(found).length ? found : null;
}

/** Remember ${params}, without those that are empty; null: nothing. */
export function remember(params) {
  const used = Object.entries(params ?? {}).filter(([, v]) => v);
  const hash = used.length ? `#${new URLSearchParams(used)}` : '';
  if (window.location.hash === hash) return;
  window.history.replaceState(null, '', window.location.pathname + hash);
}
