import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { useResource } from '../lib/resource.js';
import { Check } from '../ui/check.js';
import { ErrorSummary } from '../ui/error-summary.js';
import { Field } from '../ui/field.js';
import { FormContext } from '../ui/form-context.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { Select } from '../ui/select.js';
import { refusal, USERS } from './people-calls.js';
import { addToken } from './token-calls.js';

const PREFIX = 'k';
const DAYS = '90';
const EMPTY = {
  name: '', login: '', scopes: null, read_only: false, days: DAYS,
};

/** What may be done with it: at most what its user may. */
function Scopes({ roles, scopes, onScopes }) {
  return html`<fieldset class="people-roles">
    <legend class="field__label">${t('token.scopes')}
      <span class="field__hint">${t('token.scopes_hint')}</span></legend>
    ${roles.map((role, i) => html`<${Check} key=${role}
      pointer=${i ? `/scopes/${role}` : '/scopes'}
      checked=${scopes.includes(role)} onValue=${(on) => onScopes(
        roles.filter((r) => (r === role ? on : scopes.includes(r))))}>
      ${t(`role.${role}`)}</${Check}>`)}
  </fieldset>`;
}

function bodyOf(typed, scopes) {
  const { name, login, read_only: readOnly, days } = typed;
  return {
    name, login, scopes, read_only: readOnly, days: Number(days) || 0,
  };
}

/**
 * A new token.
 * @param {{onMade: (answer: {token: object, secret: string}) => void}} props
 */
export function TokenForm({ onMade }) {
  const users = useResource(USERS)?.items.filter((u) => u.active) ?? [];
  const [typed, setTyped] = useState(EMPTY);
  const [wrong, setWrong] = useState({ errors: {}, failure: '' });
  const [busy, setBusy] = useState(false);
  const roles = users.find((u) => u.login === typed.login)?.roles ?? [];
  const scopes = typed.scopes ?? roles;
  const put = (patch) => setTyped((old) => ({ ...old, ...patch }));

  async function submit(event) {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setWrong({ errors: {}, failure: '' });
    try {
      onMade(await addToken(bodyOf(typed, scopes)));
    } catch (problem) {
      setWrong(refusal(problem));
      setBusy(false);
    }
  }
  useHotkeys({ 'Ctrl+Enter': () => { submit(); } });
  const context = {
    prefix: PREFIX, errors: wrong.errors, required: (p) => !p.startsWith('/scopes'),
  };
  return html`<form class="card edit-form" onSubmit=${submit} noValidate>
    <h2 class="edit-form__title">${t('token.new')}</h2>
    <${FormContext.Provider} value=${context}>
      <${ErrorSummary} errors=${wrong.errors} prefix=${PREFIX} />
      ${wrong.failure && html`<p class="notice notice--bad" role="alert">
        <${Icon} name="alert" />${wrong.failure}</p>`}
      <div class="fields fields--2 edit-form__fields">
        <${Field} pointer="/name" label=${t('token.name')} value=${typed.name}
          hint=${t('token.name_hint')} onValue=${(name) => put({ name })} />
        <${Field} pointer="/days" label=${t('token.days')} value=${typed.days}
          hint=${t('token.days_hint')} inputmode="numeric"
          onValue=${(days) => put({ days })} />
        <${Select} pointer="/login" label=${t('token.login')}
          value=${typed.login} empty="—"
          options=${users.map((u) => [u.login, `${u.name} (${u.login})`])}
          onValue=${(login) => put({ login, scopes: null })} />
      </div>
      ${roles.length > 0 && html`<${Scopes} roles=${roles} scopes=${scopes}
        onScopes=${(picked) => put({ scopes: picked })} />`}
      <${Check} pointer="/read_only" checked=${typed.read_only}
        onValue=${(on) => put({ read_only: on })}>${t('token.read_only')}</${Check}>
      <p class="quiet">${t('token.new_lead')}</p>
    </${FormContext.Provider}>
    <footer class="edit-form__foot"><span class="edit-form__space" />
      <button type="submit" class="button button--main" disabled=${busy}>
        ${t('people.create')}<${Kbd}>Ctrl+Enter</${Kbd}></button></footer>
  </form>`;
}
