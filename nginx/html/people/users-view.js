import { RowList } from '../admin/row-list.js';
import { useCell } from '../lib/cell.js';
import { afterRender, html, useEffect, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { refreshResource, useResource } from '../lib/resource.js';
import { goWithin, within } from '../lib/route.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { toast } from '../ui/toast.js';
import { OneTimeSecret } from './one-time-secret.js';
import { USERS } from './people-calls.js';
import { UserAccess } from './user-access.js';
import { UserForm } from './user-form.js';

const TABLE = { table: 'users', key: 'login' };
const NEW = '+'; // no login
const NONE = new Set();

const refresh = () => refreshResource(USERS);

function focusForm() {
  afterRender(() => document.querySelector(
    '.edit-form__fields input')?.focus());
}

function focusList() {
  (document.getElementById('edit-rows')
    ?? document.getElementById('edit-filter'))?.focus();
}

const matches = (user, text) => `${user.name} ${user.login} ${user.roles
  .map((r) => t(`role.${r}`)).join(' ')}`.toLowerCase()
  .includes(text.trim().toLowerCase());

/** What stands beside the list: a user, a new one, or what to do. */
function Side({ picked, user, me, secret, onSecret, onSaved }) {
  const own = user?.login === me.login;
  const shown = secret && secret.user.login === picked;
  if (!user && picked !== NEW) {
    return html`<p class="empty card">${t('people.pick')}</p>`;
  }
  return html`<div class="edit-side">
    ${shown && html`<${OneTimeSecret} title=${t('people.one_time',
      { login: picked })} lead=${t('people.one_time_lead')}
      value=${secret.one_time_password} onClose=${() => onSecret(null)} />`}
    <${UserForm} key=${user ? `${user.login} ${user.version}` : NEW}
      user=${user} own=${own} onSaved=${onSaved} />
    ${user && html`<${UserAccess} key=${user.login} user=${user} own=${own}
      onChange=${refresh} onPassword=${onSecret} />
      <p><a class="button button--quiet" href=${`/audit?object=user&object_id=${
        encodeURIComponent(user.login)}`}>${t('people.story')}</a></p>`}
  </div>`;
}

/** People who log in: their roles, password, lock and sessions. */
export function UsersView({ user: me }) {
  const users = useResource(USERS)?.items;
  const [, picked = null] = useCell(within);
  const [filter, setFilter] = useState('');
  const [secret, setSecret] = useState(null);
  const user = users?.find((u) => u.login === picked) ?? null;
  const pick = (login, options) => goWithin(login ? ['users', login] : ['users'], options);

  useEffect(() => {
    refresh();
  }, []);
  function add() {
    pick(NEW);
    focusForm();
  }
  async function onSaved(answer) {
    await refresh();
    if (answer.one_time_password) {
      setSecret(answer);
      pick(answer.user.login, { replace: true });
    } else {
      toast(t('people.saved'), 'good');
    }
  }
  useHotkeys({
    Slash: () => document.getElementById('edit-filter')?.focus(),
    Escape: focusList,
    KeyN: add,
  });
  if (!users) {
    return html`<p class="empty card edit-wait" aria-busy="true">
      ${t('loading')}</p>`;
  }
  return html`<${RowList} table=${TABLE}
      rows=${users.filter((u) => matches(u, filter))} current=${picked} filter=${filter} onFilter=${setFilter} dirty=${NONE}
      onPick=${(login) => pick(login, { replace: Boolean(picked) })}
      onEnter=${focusForm} onRemove=${focusForm}
      tools=${html`<button type="button" class="button button--small"
        onClick=${add}><${Icon} name="plus" size="16" />
        ${t('people.add')}<${Kbd}>N</${Kbd}></button>`} />
    <${Side} picked=${picked} user=${user} me=${me} secret=${secret}
      onSecret=${setSecret} onSaved=${onSaved} />`;
}
