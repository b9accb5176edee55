import { get } from '../lib/api.js';

/** What ends a claim its holder did not end. */
const TAKEN = {
  takeover: 'taken_over', expire: 'lease_expired', emergency: 'emergency',
};

/**
 * Who took the claim of ${login} on ${id} below ${base}, when and why, as a
 * problem to show; null: nobody did, they gave it up themselves.
 */
export async function lostClaim(id, login, base = '/requests') {
  const { items } = await get(`${base}/${encodeURIComponent(id)}/history`,
    { background: true });
  const last = items.findLast((e) => e.action in TAKEN || e.by === login);
  if (!last || !(last.action in TAKEN) || last.by === login) return null;
  return {
    status: 409,
    code: TAKEN[last.action],
    body: { by: last.by, since: last.at, reason: last.reason ?? last.comment },
  };
}
