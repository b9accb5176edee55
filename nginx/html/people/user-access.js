import { get } from '../lib/api.js';
import { now } from '../lib/clock.js';
import { html, useEffect, useState } from '../lib/html.js';
import { formatWhen, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { toast } from '../ui/toast.js';
import {
  changeUser, endSession, endSessions, fetchUser, resetPassword, sessionsOf,
} from './people-calls.js';
import { TotpOffDialog } from './totp-off-dialog.js';

function Session({ item, onEnd }) {
  return html`<li class="people-session">
    <span><strong class="numbers">${item.address ?? '—'}</strong>
      ${item.current && html`<span class="tag">${t('people.this_one')}</span>`}
      <span class="quiet">${t('people.session', {
        since: formatWhen(item.created_at, now()),
        seen: formatWhen(item.seen_at, now()),
      })}</span></span>
    ${!item.current && html`<button type="button" class="button button--small"
      onClick=${onEnd}>${t('people.end')}</button>`}
  </li>`;
}

/** Where ${user} is logged in; asked anew after ${round}. */
function Sessions({ user, round, run }) {
  const [items, setItems] = useState(null);
  useEffect(() => {
    const stop = new AbortController();
    get(sessionsOf(user.login), { signal: stop.signal })
      .then((data) => setItems(data.items), () => {});
    return () => stop.abort();
  }, [user.login, user.version, round]);
  if (!items) return null;
  if (!items.length) {
    return html`<p class="quiet">${t('people.no_sessions')}</p>`;
  }
  return html`<ul>${items.map((item) => html`<${Session} key=${item.id}
      item=${item} onEnd=${() => run(() => endSession(item.id))} />`)}</ul>
    ${items.some((s) => !s.current) && items.length > 1
      && html`<div class="card-actions">
        <button type="button" class="button button--quiet"
          onClick=${() => run(() => endSessions(user.login))}>
          ${t('people.end_all')}</button></div>`}`;
}

/**
 * A user's password, lock and sessions.
 * @param {{user: object, own: boolean, onChange: () => Promise<void>,
 *   onPassword: (answer: object) => void}} props
 */
export function UserAccess({ user, own, onChange, onPassword }) {
  const [round, setRound] = useState(0);
  const [losing, setLosing] = useState(false);
  async function run(act) {
    try {
      await act();
    } catch (problem) {
      toast(problem.message, 'bad');
    }
    setRound((n) => n + 1);
    await onChange();
  }
  async function setActive(active) {
    await changeUser(await fetchUser(user.login), { active });
    const undo = () => run(() => setActive(!active));
    toast(t(active ? 'people.unlocked' : 'people.locked',
      { name: user.name }), 'good', { label: t('undo'), run: undo });
  }
  const lock = () => run(() => setActive(!user.active));
  const reset = () => run(async () => onPassword(await resetPassword(user.login)));
  return html`<section class="card people-access">
    <h2>${t('people.access')}</h2>
    ${own ? html`<p class="quiet">${t('people.own_lead')}</p>`
      : html`<div class="card-actions">
        <button type="button" class="button" onClick=${reset}>
          <${Icon} name="shield" size="16" />${t('people.reset')}</button>
        <button type="button" class="button" onClick=${lock}>
          <${Icon} name=${user.active ? 'no' : 'check'} size="16" />
          ${t(user.active ? 'people.lock' : 'people.unlock')}</button>
        ${user.totp && html`<button type="button" class="button"
          onClick=${() => setLosing(true)}><${Icon} name="phone" size="16" />
          ${t('people.totp_off')}</button>`}</div>
        <p class="quiet">${t('people.reset_lead')}</p>`}
    <h3>${t('people.sessions')}</h3>
    <${Sessions} user=${user} round=${round} run=${run} />
    ${losing && html`<${TotpOffDialog} user=${user} onClose=${() => setLosing(false)}
      onDone=${onChange} />`}
  </section>`;
}
