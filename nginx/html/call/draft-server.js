import { Away, call, get, newKey } from '../lib/api.js';
import { clinicParts, now } from '../lib/clock.js';
import { labelOf, pack, unpack } from './draft-format.js';

const today = () => clinicParts(now()).date;
const at = (id) => `/drafts/${encodeURIComponent(id)}`;

/**
 * The drafts of this operator on the server, as a saver needs them.
 * @param {{n?: number, focus?: () => string | null,
 *   onSaving?: (id: string, n: number) => void}} props
 *   n: how many times the call was saved before
 */
export function draftServer({ n = 0, focus = () => null, onSaving }) {
  let count = n;
  return {
    newId: newKey,
    isAway: (problem) => problem instanceof Away,
    wrap(content) {
      count += 1;
      return {
        content,
        n: count,
        text: pack(content, { n: count, on: today(), focus: focus() }),
        label: labelOf(JSON.parse(content)),
      };
    },
    async put(id, version, { text, label, n: saved }) {
      onSaving?.(id, saved);
      const body = { text, ...(label && { label }) };
      return (await call('PUT', at(id), { body, version, keepalive: true })).data;
    },
    async erase(id, version) {
      await call('DELETE', at(id), { version, keepalive: true });
    },
  };
}

/** The draft ${id} as it is kept: {version, label, text, updated_at}. */
export function readDraft(id) {
  return get(at(id));
}

/** @returns {null | {d: object, n: number, focus: string | null}} */
export function callOf(row) {
  return unpack(row.text, today());
}

export async function listDrafts() {
  return (await get('/drafts')).items;
}
