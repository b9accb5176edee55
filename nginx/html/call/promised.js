const FINAL = new Set(['done', 'not_done', 'closed', 'cancelled', 'declined',
  'referred', 'duplicate', 'emergency']);

/** Whether somebody still has to call: only then a promise runs. */
export function isPromised(request) {
  return !FINAL.has(request.state) && !request.first_contact_at;
}
