import { html, useLayoutEffect, useRef } from '../lib/html.js';
import { t } from '../lib/i18n.js';

/** The code of a login, asked only of who knew the password. */
export function CodeStep({ form }) {
  const box = useRef(null);
  useLayoutEffect(() => box.current.focus(), []);
  return html`<div class="field field--code">
      <label class="field__label" for="login-code">${t('login.code')}</label>
      <input class="input" id="login-code" type="text" name="code" ref=${box}
        autocomplete="one-time-code" autocapitalize="none" spellcheck=${false}
        value=${form.code} required
        onInput=${(e) => form.setCode(e.currentTarget.value)} />
    </div>
    <button class="button button--main button--wide" type="submit"
      disabled=${form.busy}>${t('login.enter')}</button>
    <button class="button button--quiet" type="button" onClick=${form.back}>
      ${t('login.back')}</button>`;
}
