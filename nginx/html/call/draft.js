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

/** Whether the whole call is in the records: only refused, and helped. */
export function isRecorded(d) {
  return d.services.length === 0 && Object.keys(d.referred).length > 0
    && (!d.refusal || d.refusal.code in d.referred);
}
