import { get } from './api.js';
import { cell, useCell } from './cell.js';
import { useEffect } from './html.js';

/** Reference data (zones, questions, reasons) is asked again after this. */
const FRESH_MS = 5 * 60 * 1000;
const RETRY_MS = 3000;

const known = new Map();

function entry(path) {
  if (!known.has(path)) {
    known.set(path, { cell: cell(null), at: 0, loading: false });
  }
  return known.get(path);
}

async function load(path) {
  const e = entry(path);
  if (e.loading || Date.now() - e.at < FRESH_MS) return;
  e.loading = true;
  try {
    e.cell.set(await get(path));
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

/** Ask ${path} again now: somebody changed it. */
export async function refreshResource(path) {
  entry(path).at = 0;
  await load(path);
}

/** Forget all, at logout. */
export function forgetResources() {
  known.clear();
}
