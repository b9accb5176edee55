import { Away } from '../lib/api.js';
import { useCell } from '../lib/cell.js';
import {
  html, useEffect, useLayoutEffect, useRef, useState,
} from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { languageChoice } from '../lib/prefs.js';
import { login, logout } from '../lib/session.js';
import { Dialog } from '../ui/dialog.js';
import { Icon } from '../ui/icon.js';
import { later } from '../ui/later.js';
import { LanguageSelect } from './language-select.js';

const CodeStep = later(
  async () => (await import('../account/code-step.js')).CodeStep,
);

function useLogin(first) {
  const [name, setName] = useState(first);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState(null); // null: not asked for
  const [error, setError] = useState('');
  const [busy, setBusy] = useState(false);

  function back() {
    setPassword('');
    setCode(null);
  }
  async function submit(event) {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setError('');
    try {
      await login(name.trim(), password, code);
    } catch (problem) {
      const asked = problem.code === 'code_required';
      if (asked || problem.code === 'code_wrong') setCode('');
      else back();
      if (!asked) {
        setError(problem instanceof Away ? t('connection.away')
          : problem.message);
      }
      setBusy(false);
    }
  }
  return {
    name, setName, password, setPassword, code, setCode, error, busy, submit,
    back,
  };
}

function NameAndPassword({ form }) {
  const box = useRef(null);
  const [first] = useState(form.name ? 'password' : 'name');
  const autofocus = (field) => (field === first ? '' : undefined);
  useLayoutEffect(() => {
    box.current.querySelector('[data-autofocus]').focus();
  }, []);
  return html`<div class="login__fields" ref=${box}>
    <div class="field">
      <label class="field__label" for="login-name">${t('login.name')}</label>
      <input class="input" id="login-name" type="text" name="username"
        autocomplete="username" autocapitalize="none" spellcheck=${false}
        data-autofocus=${autofocus('name')} value=${form.name} required
        onInput=${(e) => form.setName(e.currentTarget.value)} />
    </div>
    <div class="field">
      <label class="field__label" for="login-password">
        ${t('login.password')}</label>
      <input class="input" id="login-password" type="password" name="password"
        autocomplete="current-password"
        data-autofocus=${autofocus('password')} value=${form.password} required
        onInput=${(e) => form.setPassword(e.currentTarget.value)} />
    </div>
    <button class="button button--main button--wide" type="submit"
      disabled=${form.busy}>${t('login.enter')}</button>
  </div>`;
}

function Fields({ form }) {
  const Step = form.code === null ? NameAndPassword : CodeStep;
  return html`<div class="login__fields">
    ${form.error && html`<p class="notice notice--bad" role="alert">
      <${Icon} name="alert" />${form.error}</p>`}
    <${Step} form=${form} />
  </div>`;
}

/** The first screen. */
export function LoginPage() {
  const form = useLogin('');
  const chosen = useCell(languageChoice);
  useEffect(() => {
    document.title = t('product');
  }, [chosen]);
  return html`<main class="login">
    <form class="login__card" onSubmit=${form.submit}>
      <header class="login__head">
        <span class="logo"><${Icon} name="home" size="26" /></span>
        <h1>${t('product')}</h1>
        <p>${t('login.lead')}</p>
      </header>
      <${Fields} form=${form} />
      <footer class="login__foot"><${LanguageSelect} /></footer>
    </form>
  </main>`;
}

/** Over the desk after a time-out: what was typed stays below. */
export function LoginDialog({ user }) {
  const form = useLogin(user.login);
  return html`<${Dialog} title=${t('login.expired')} onSubmit=${form.submit}>
    <p>${t('login.expired_lead', { name: user.name })}</p>
    <${Fields} form=${form} />
    <p><button type="button" class="button button--quiet" onClick=${logout}>
      ${t('login.leave')}</button></p>
  </${Dialog}>`;
}
