import { cell, useCell } from '../lib/cell.js';
import { onPersonGone } from '../lib/session.js';
import { watchUnsaved } from '../lib/unsaved.js';
import { differing } from './values.js';

/**
 * What was typed into rows and not saved, by table and key: another row, and
 * another desk, can be looked at meanwhile.
 */
const typedRows = cell({});

function isOther({ base, typed }) {
  return differing({ fields: Object.keys(typed)
    .map((name) => ({ name, type: typeof typed[name] === 'boolean' ? 'bool'
      : 'text' })) }, { ...typed, ...base }, typed).length > 0;
}

watchUnsaved(() => Object.values(typedRows.get()).some(
  (table) => Object.values(table).some(isOther)));

onPersonGone(() => typedRows.set({}));

export function useTyped(name) {
  const rows = useCell(typedRows)[name] ?? {};
  return {
    of: (key) => rows[key],
    keys: () => new Set(Object.keys(rows).filter((k) => isOther(rows[k]))),
    keep: (key, kept) => typedRows.set((all) => {
      const { [key]: gone, ...rest } = all[name] ?? {};
      return { ...all, [name]: kept ? { ...rest, [key]: kept } : rest };
    }),
  };
}
