/**
 * The whole of a row at each of its versions, the newest first: from what it
 * is now back over what every change replaced.
 * @param {object} row
 * @param {{at: string, by: string, action: string,
 *   changes: {field: string, before: any}[]}[]} events  the newest first
 * @returns {{at: string | null, by: string | null, values: object}[]}  at and
 *   by null: as it was before the first change that is known
 */
export function versionsOf(row, events) {
  const out = [];
  let values = { ...row };
  for (const { at, by, action, changes } of events) {
    out.push({ at, by, values });
    if (action === 'create') return out;
    values = { ...values };
    for (const { field, before } of changes) values[field] = before;
  }
  out.push({ at: null, by: null, values });
  return out;
}
