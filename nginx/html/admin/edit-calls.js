import { call, newKey } from '../lib/api.js';
import { t } from '../lib/i18n.js';
import { refreshResource } from '../lib/resource.js';
import { toast } from '../ui/toast.js';
import { rowsPath } from './use-tables.js';

/** Writes of reference data; each can be taken back while its toast shows. */

function at(table, key) {
  return `/${table.table}/${encodeURIComponent(key)}`;
}

async function write(method, path, options) {
  const { data } = await call(method, path, options);
  return data;
}

function said(problem) {
  toast(problem.status ? problem.message : t('connection.away'), 'bad');
}

/** Offer to take the change back by ${undo}. */
function offer(table, text, undo) {
  toast(text, 'good', {
    label: t('undo'),
    run: () => undo().then(() => {
      toast(t('edit.undone'));
      return refreshResource(rowsPath(table.table));
    }).catch(said),
  });
  return refreshResource(rowsPath(table.table));
}

function withoutVersion(row) {
  return Object.fromEntries(Object.entries(row)
    .filter(([name]) => name !== 'version'));
}

/** Only what a change touched goes back. */
function touched(row, patch) {
  return Object.fromEntries(Object.keys(patch).map((name) => [name, row[name]]));
}

/**
 * Change ${row} by ${patch}; ${extra} is a query of the path.
 * @returns {Promise<object>} the row as it is now
 */
export async function change(table, row, patch, extra = '') {
  const path = at(table, row[table.key]) + extra;
  const now = await write('PATCH', path, { body: patch, version: row.version });
  await offer(table, t('edit.saved'), () => write('PATCH', path, {
    body: touched(row, patch), version: now.version,
  }));
  return now;
}

export async function create(table, body, extra = '') {
  const made = await write('POST', `/${table.table}${extra}`,
    { body, key: newKey() });
  const path = at(table, made[table.key]) + extra;
  await offer(table, t('edit.created'),
    () => write('DELETE', path, { version: made.version }));
  return made;
}

export async function remove(table, row, extra = '') {
  await write('DELETE', at(table, row[table.key]) + extra,
    { version: row.version });
  await offer(table, t('edit.removed'), () => write('POST',
    `/${table.table}${extra}`, { body: withoutVersion(row), key: newKey() }));
}

/** The row as it is now. */
export function fetchRow(table, key) {
  return write('GET', at(table, key), {});
}
