import { get } from './api.js';
import { cell, useCell } from './cell.js';
import { useEffect } from './html.js';
import { onLive } from './live.js';

/** Reference data (zones, questions, reasons) is asked again after this. */
const FRESH_MS = 5 * 60 * 1000;
const RETRY_MS = 3000;

const known = new Map();

function entry(path) {
  if (!known.has(path)) {
    known.set(path, {
      cell: cell(null), at: 0, loading: false, again: false,
    });
  }
  return known.get(path);
}

async function load(path, options) {
  const e = entry(path);
  if (e.loading || Date.now() - e.at < FRESH_MS) return;
  e.loading = true;
  try {
    do {
      e.again = false;
      e.cell.set(await get(path, options));
    } while (e.again);
    e.at = Date.now();
  } catch {
    setTimeout(() => known.get(path) === e && load(path), RETRY_MS);
  } finally {
    e.loading = false;
  }
}

/** Data of GET ${path}, shared by all who look; null until it is there. */
export function useResource(path) {
  const e = entry(path);
  const data = useCell(e.cell);
  useEffect(() => {
    load(path);
  }, [path, e]);
  return data;
}

/** What GET ${path} gave last; null: nothing yet. */
export function resourceNow(path) {
  return entry(path).cell.get();
}

/** Ask ${path} again now: somebody changed it. */
export async function refreshResource(path, options) {
  entry(path).at = 0;
  entry(path).again = true; // what is on its way may be the old one
  await load(path, options);
}

// Published prices and edited rules are on every screen at once.
onLive(({ kind }) => {
  if (kind !== 'rulebook') return;
  for (const path of known.keys()) refreshResource(path, { background: true });
});

/** Forget all, at logout. */
export function forgetResources() {
  known.clear();
}
