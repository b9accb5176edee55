import { call } from '../lib/api.js';

/** These change nothing that somebody else's change could spoil. */
const UNGUARDED = new Set(['note', 'heartbeat']);

/** All others are a POST of their name. */
const METHODS = { correct: 'PATCH' };

/** The path of an action is its name with hyphens. */
const pathOf = (action) => action.replaceAll('_', '-');

/**
 * One action on ${request}, or on what else is below ${base}; its version
 * guards against a change nobody here has seen.
 * @returns {Promise<object>}  the request as it is now
 * @throws {import('../lib/api.js').Problem}
 */
export async function act(request, action, body = {},
  { base = '/requests', ...options } = {}) {
  const path = `${base}/${encodeURIComponent(request.id)}`;
  const method = METHODS[action] ?? 'POST';
  const tail = method === 'POST' ? `/${pathOf(action)}` : '';
  const answer = await call(method, path + tail, {
    body,
    version: UNGUARDED.has(action) ? undefined : request.version,
    background: action === 'heartbeat',
    ...options,
  });
  return answer.data;
}

/** The body of an action by the owner of the claim. */
export function owned(request, body = {}) {
  return request.claim ? { token: request.claim.token, ...body } : body;
}

/** ${body} with the remark typed beside it, if there is one. */
export function withComment(body, comment) {
  return comment.trim() ? { ...body, comment: comment.trim() } : body;
}

/** Whether ${login} holds the claim of ${request}. */
export function isMine(request, login) {
  return request?.claim?.by === login;
}
