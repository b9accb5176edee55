import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { Check } from '../ui/check.js';
import { ErrorSummary } from '../ui/error-summary.js';
import { Field } from '../ui/field.js';
import { FormContext } from '../ui/form-context.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { addUser, changeUser, fetchUser, refusal } from './people-calls.js';

const PREFIX = 'u';
const ROLES = ['operator', 'dispatcher', 'admin'];
const STALE = 412;

function RoleChecks({ roles, onRoles, own }) {
  return html`<fieldset class="people-roles">
    <legend class="field__label">${t('people.roles')}
      ${own && html`<span class="field__hint">${t('people.own')}</span>`}</legend>
    ${ROLES.map((role, i) => html`<${Check} key=${role}
      pointer=${i ? `/role/${role}` : '/role'} checked=${roles.includes(role)}
      disabled=${own} onValue=${(on) => onRoles(ROLES.filter((r) => (r === role
        ? on : roles.includes(r))))}>${t(`role.${role}`)}</${Check}>`)}
  </fieldset>`;
}

/**
 * Login, name and roles of a user.
 * @param {{user: object | null, own: boolean,
 *   onSaved: (answer: object) => void}} props  user: null for a new one;
 *   answer: that of the API; of a new one with its one-time password
 */
export function UserForm({ user, own, onSaved }) {
  const [base, setBase] = useState(user);
  const [typed, setTyped] = useState({
    login: '', name: user?.name ?? '', roles: user?.roles ?? ['operator'],
  });
  const [wrong, setWrong] = useState({ errors: {}, failure: '' });
  const [busy, setBusy] = useState(false);
  const put = (patch) => setTyped((old) => ({ ...old, ...patch }));

  function save() {
    const { login, name, roles } = typed;
    if (!base) return addUser({ login: login.trim().toLowerCase(), name, roles });
    return changeUser(base, own ? { name } : { name, roles });
  }
  async function refuse(problem) {
    setWrong(refusal(problem));
    if (problem.status === STALE) setBase(await fetchUser(base.login));
  }
  async function submit(event) {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setWrong({ errors: {}, failure: '' });
    try {
      onSaved(await save());
    } catch (problem) {
      await refuse(problem).catch((again) => setWrong(refusal(again)));
    } finally {
      setBusy(false);
    }
  }
  useHotkeys({ 'Ctrl+Enter': () => { submit(); } });
  const context = {
    prefix: PREFIX, errors: wrong.errors, required: (p) => !p.startsWith('/role'),
  };
  return html`<form class="card edit-form" onSubmit=${submit} noValidate>
    <h2 class="edit-form__title">${user ? user.name : t('people.new')}
      ${user && html`<span class="quiet"> ${user.login}</span>`}</h2>
    <${FormContext.Provider} value=${context}>
      <${ErrorSummary} errors=${wrong.errors} prefix=${PREFIX} />
      ${wrong.failure && html`<p class="notice notice--bad" role="alert">
        <${Icon} name="alert" />${wrong.failure}</p>`}
      <div class="fields fields--2 edit-form__fields">
        ${!user && html`<${Field} pointer="/login" label=${t('people.login')}
          value=${typed.login} hint=${t('people.login_hint')}
          onValue=${(login) => put({ login })} />`}
        <${Field} pointer="/name" label=${t('people.name')} value=${typed.name}
          onValue=${(name) => put({ name })} />
      </div>
      <${RoleChecks} roles=${typed.roles} own=${own}
        onRoles=${(roles) => put({ roles })} />
      ${!user && html`<p class="quiet">${t('people.new_lead')}</p>`}
    </${FormContext.Provider}>
    <footer class="edit-form__foot"><span class="edit-form__space" />
      <button type="submit" class="button button--main" disabled=${busy}>
        ${user ? t('people.save') : t('people.create')}
        <${Kbd}>Ctrl+Enter</${Kbd}></button></footer>
  </form>`;
}
