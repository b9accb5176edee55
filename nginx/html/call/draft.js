import { cell } from '../lib/cell.js';
import { emptyDraft } from './request-body.js';

/** The call at hand; calls.js keeps it on the server. */
export const draft = cell(emptyDraft());

/** Change top members of the draft. */
export function change(patch) {
  draft.set((old) => ({ ...old, ...patch }));
}

/** Change members of one part, e.g. ("patient", {phone}). */
export function changePart(part, patch) {
  draft.set((old) => ({ ...old, [part]: { ...old[part], ...patch } }));
}
