import { cell } from '../lib/cell.js';
import { emptyDraft } from './request-body.js';

/** The call at hand; in memory only. */
export const draft = cell(emptyDraft());

/** Change top members of the draft. */
export function change(patch) {
  draft.set((old) => ({ ...old, ...patch }));
}

/** Change members of one part, e.g. ("patient", {phone}). */
export function changePart(part, patch) {
  draft.set((old) => ({ ...old, [part]: { ...old[part], ...patch } }));
}

export function resetDraft() {
  draft.set(emptyDraft());
}

/** Whether a reload would lose something. */
export function isDirty(d) {
  return !d.posting.posted && JSON.stringify(d) !== JSON.stringify(emptyDraft());
}
