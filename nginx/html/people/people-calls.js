import { Away, call, newKey } from '../lib/api.js';
import { t } from '../lib/i18n.js';

export const USERS = '/users';
const of = (login) => `${USERS}/${encodeURIComponent(login)}`;

export const fetchUser = async (login) => (await call('GET', of(login))).data;

/** A user whose first password is made by the server, and told once. */
export async function addUser(body) {
  return (await call('POST', USERS, { body, key: newKey() })).data;
}

export async function changeUser({ login, version }, body) {
  return (await call('PATCH', of(login), { body, version })).data;
}

export async function resetPassword(login) {
  return (await call('POST', `${of(login)}/password`, { body: {} })).data;
}

/** The second factor of somebody who lost it. */
export async function dropTotp({ login, version }) {
  await call('DELETE', `${of(login)}/totp`, { version });
}

export const sessionsOf = (login) => `${of(login)}/sessions`;

export async function endSession(id) {
  await call('DELETE', `/sessions/${id}`);
}

export async function endSessions(login) {
  await call('DELETE', sessionsOf(login));
}

/** Errors by pointer, and what is wrong with no field in particular. */
export function refusal(problem) {
  if (problem instanceof Away) {
    return { errors: {}, failure: t('connection.away') };
  }
  const errors = Object.fromEntries((problem.errors ?? [])
    .map((e) => [e.pointer.replace('/roles', '/role'), e.message]));
  return {
    errors,
    failure: Object.keys(errors).length ? '' : problem.message,
  };
}
