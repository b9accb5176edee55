import { call, newKey } from '../lib/api.js';

export const TOKENS = '/tokens';

/** A token; its secret is told in this answer and never again. */
export async function addToken(body) {
  return (await call('POST', TOKENS, { body, key: newKey() })).data;
}

export async function revokeToken(id) {
  await call('DELETE', `${TOKENS}/${id}`);
}

/** What a token is by now: "stands", "expired", "revoked". */
export function tokenState(token, now) {
  if (token.revoked_at) return 'revoked';
  return Date.parse(token.expires_at) <= now ? 'expired' : 'stands';
}
