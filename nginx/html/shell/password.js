import { Away } from '../lib/api.js';
import { useCell } from '../lib/cell.js';
import {
  html, useEffect, useLayoutEffect, useRef, useState,
} from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { languageChoice } from '../lib/prefs.js';
import { changePassword, logout, logoutEverywhere } from '../lib/session.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';
import { FormContext } from '../ui/form-context.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { toast } from '../ui/toast.js';

const EMPTY = { old: '', fresh: '', again: '' };

/** The two of a new password differ, or what the server found wrong. */
function useChange(onDone) {
  const [typed, setTyped] = useState(EMPTY);
  const [errors, setErrors] = useState({});
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);

  async function submit(event) {
    event?.preventDefault();
    if (busy) return;
    setFailure('');
    setErrors({});
    if (typed.fresh !== typed.again) {
      setErrors({ '/again': t('password.differ') });
      return;
    }
    setBusy(true);
    try {
      await changePassword(typed.old, typed.fresh);
      toast(t('password.changed'), 'good');
      onDone?.();
    } catch (problem) {
      setErrors(Object.fromEntries((problem.errors ?? [])
        .map((e) => [e.pointer, e.message])));
      if (!problem.errors?.length) {
        setFailure(problem instanceof Away ? t('connection.away')
          : problem.message);
      }
      setBusy(false);
    }
  }
  return { typed, setTyped, errors, failure, busy, submit };
}

function Fields({ form }) {
  const box = useRef(null);
  const { typed, errors } = form;
  const put = (name) => (value) => form.setTyped((old) => ({ ...old, [name]: value }));
  const first = Object.keys(errors)[0];
  useLayoutEffect(() => {
    const wrong = box.current.querySelector('[aria-invalid=true]');
    (wrong ?? box.current.querySelector('input')).focus();
  }, [first]);
  const field = (pointer, name, complete, hint) => html`<${Field}
    pointer=${pointer} type="password" label=${t(`password.${name}`)}
    autocomplete=${complete} value=${typed[name]} onValue=${put(name)}
    hint=${hint} data-autofocus=${name === 'old' ? '' : undefined} />`;
  const context = { prefix: 'p', errors, required: () => true };
  return html`<${FormContext.Provider} value=${context}>
    <div class="login__fields" ref=${box}>
      ${form.failure && html`<p class="notice notice--bad" role="alert">
        <${Icon} name="alert" />${form.failure}</p>`}
      ${field('/old_password', 'old', 'current-password')}
      ${field('/new_password', 'fresh', 'new-password', t('password.rule'))}
      ${field('/again', 'again', 'new-password')}
      <button class="button button--main button--wide" type="submit"
        disabled=${form.busy}>${t('password.change')}
        <${Kbd}>Enter</${Kbd}></button>
    </div></${FormContext.Provider}>`;
}

/** After a one-time password: nothing else is answered before. */
export function PasswordPage({ user }) {
  const form = useChange();
  const chosen = useCell(languageChoice);
  useEffect(() => {
    document.title = `${t('password.title')} · ${t('product')}`;
  }, [chosen]);
  return html`<main class="login">
    <form class="login__card" onSubmit=${form.submit} noValidate>
      <header class="login__head">
        <span class="logo"><${Icon} name="shield" size="24" /></span>
        <h1>${t('password.title')}</h1>
        <p>${t('password.first', { name: user.name })}</p>
      </header>
      <${Fields} form=${form} />
      <button type="button" class="button button--quiet" onClick=${() => {
        logout().catch(() => {});
      }}>${t('logout')}</button>
    </form>
  </main>`;
}

/** From the header, for everybody. */
export function PasswordDialog({ user, onClose }) {
  const form = useChange(onClose);
  return html`<${Dialog} title=${user.name} onClose=${onClose}
      onSubmit=${form.submit}>
    <p class="quiet">${t('password.lead')}</p>
    <${Fields} form=${form} />
    <p><button type="button" class="button button--quiet button--wide"
      onClick=${() => { logoutEverywhere().catch(() => {}); }}>
      ${t('password.everywhere')}</button></p>
  </${Dialog}>`;
}
