import { useResource } from '../lib/resource.js';

/** What GET /edit-fields tells of ${name}; null until it is there. */
export function useTable(name) {
  const tables = useResource('/edit-fields')?.items;
  return tables?.find((x) => x.table === name) ?? null;
}

export function rowsPath(name) {
  return `/edit-rows/${name}`;
}

/** All rows of the table ${name}; null until they are there. */
export function useRows(name) {
  return useResource(rowsPath(name))?.items ?? null;
}
