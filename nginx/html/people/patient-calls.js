import { call, newKey, query } from '../lib/api.js';
import { inParts } from './file-parts.js';

const PATH = '/patients/import';
const LONG_MS = 110_000; // of a whole file

/** What ${file} would do, row by row. */
export async function lookAt(file) {
  return (await call('POST', PATH + query({ dry_run: 1 }),
    { file, key: newKey(), timeout: LONG_MS })).data;
}

/**
 * Import ${file} part by part.
 * @param {File} file
 * @param {(done: {rows: number, of: number, new: number, changed: number,
 *   same: number}) => void} onDone  after each part
 */
export async function importFile(file, onDone) {
  const parts = inParts(new Uint8Array(await file.arrayBuffer()));
  const sum = {
    rows: 0, of: parts.reduce((n, p) => n + p.rows, 0), new: 0, changed: 0, same: 0,
  };
  onDone({ ...sum });
  for (const { blob, rows } of parts) {
    const { data } = await call('POST', PATH,
      { file: blob, key: newKey(), timeout: LONG_MS });
    for (const kind of ['new', 'changed', 'same']) sum[kind] += data[kind];
    sum.rows += rows;
    onDone({ ...sum });
  }
  return sum;
}
