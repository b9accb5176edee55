import { auth, call, get } from './api.js';
import { cell } from './cell.js';
import { setServerTime } from './clock.js';
import { afterRender } from './html.js';
import { setTimeZone } from './i18n.js';
import { forgetResources } from './resource.js';

/**
 * Who is at the screen.  "expired": the login is asked again over the screen,
 * which keeps what was typed.  "must_change": the password is for one use,
 * "must_enrol": a second factor is missing, and nothing else is answered.  "leaving": no desk asks for anything any more.
 * @type {import('./cell.js').Cell<{status: 'unknown' | 'none' | 'open' |
 *   'must_change' | 'must_enrol' | 'expired' | 'leaving',
 *   user: null | {login: string, name: string, roles: string[]}}>}
 */
export const session = cell({ status: 'unknown', user: null });

let waiting = [];

function settle(ok) {
  const all = waiting;
  waiting = [];
  for (const resolve of all) resolve(ok);
}

function open(data) {
  auth.csrf = data.csrf_token;
  setTimeZone(data.clinic.time_zone);
  setServerTime(data.clinic.now);
  const roles = data.user.roles ?? [data.user.role];
  const before = session.get().user;
  // Another person must not see what this one typed.
  if (before && before.login !== data.user.login) forgetPerson();
  const user = { ...data.user, roles };
  const first = ['must_change', 'must_enrol'].find((name) => data[name]);
  if (first) {
    session.set({ status: first, user });
    return;
  }
  session.set({ status: 'open', user });
  settle(true);
}

const forgetters = [];

/** Register what must be forgotten when the person changes. */
export function onPersonGone(fn) {
  forgetters.push(fn);
}

function forgetPerson() {
  settle(false);
  forgetResources();
  for (const fn of forgetters) fn();
}

/** Take up the session of the cookie, if there is one. */
export async function restore() {
  try {
    open(await get('/session', { anonymous: true }));
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    session.set({ status: 'none', user: null });
  }
}

/** ${code}: of the second factor, once the server asked for it; or null. */
export async function login(name, password, code) {
  const answer = await call('POST', '/session', {
    body: { login: name, password, code }, anonymous: true,
  });
  open(answer.data);
}

/** A password of one's own; the other sessions end. */
export async function changePassword(before, fresh) {
  const answer = await call('POST', '/session/password', {
    body: { old_password: before, new_password: fresh },
  });
  open(answer.data);
}

const leavers = [];

/** Register what must be kept before the person leaves. */
export function beforeLeaving(fn) {
  leavers.push(fn);
}

async function leave(path) {
  if (session.get().status === 'open') {
    await Promise.allSettled(leavers.map((fn) => fn()));
  }
  session.set({ status: 'leaving', user: null });
  await new Promise(afterRender);
  try {
    await call('DELETE', path, { anonymous: true });
  } finally {
    forgetPerson();
    auth.csrf = null;
    session.set({ status: 'none', user: null });
  }
}

/** Leave; what was typed is forgotten even when the server is away. */
export const logout = () => leave('/session');

/** Leave here and wherever else. */
export const logoutEverywhere = () => leave('/session?all=1');

auth.refresh = async () => {
  const before = session.get().user?.login;
  open(await get('/session', { anonymous: true }));
  return session.get().user.login === before;
};

auth.renew = () => {
  if (!session.get().user) return Promise.resolve(false);
  session.set((old) => ({ ...old, status: 'expired' }));
  return new Promise((resolve) => {
    waiting.push(resolve);
  });
};
