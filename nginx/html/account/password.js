import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { changePassword, logoutEverywhere } from '../lib/session.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';
import { Kbd } from '../ui/kbd.js';
import { toast } from '../ui/toast.js';
import { useSending } from '../ui/use-sending.js';
import { AccountFields } from './account-fields.js';
import { AccountPage } from './account-page.js';

const EMPTY = { old: '', fresh: '', again: '' };

/** The two of a new password differ, or what the server found wrong. */
function useChange(onDone) {
  const [typed, setTyped] = useState(EMPTY);
  const sending = useSending(async () => {
    if (typed.fresh !== typed.again) {
      throw { errors: { '/again': t('password.differ') } };
    }
    await changePassword(typed.old, typed.fresh);
    toast(t('password.changed'), 'good');
    onDone?.();
  });
  return { ...sending, typed, setTyped };
}

function Fields({ form }) {
  const { typed } = form;
  const put = (name) => (value) => form.setTyped((old) => ({ ...old, [name]: value }));
  const field = (pointer, name, complete, hint) => html`<${Field}
    pointer=${pointer} type="password" label=${t(`password.${name}`)}
    autocomplete=${complete} value=${typed[name]} onValue=${put(name)}
    hint=${hint} data-autofocus=${name === 'old' ? '' : undefined} />`;
  return html`<${AccountFields} form=${form}>
    ${field('/old_password', 'old', 'current-password')}
    ${field('/new_password', 'fresh', 'new-password', t('password.rule'))}
    ${field('/again', 'again', 'new-password')}
    <button class="button button--main button--wide" type="submit"
      disabled=${form.busy}>${t('password.change')}
      <${Kbd}>Enter</${Kbd}></button>
  </${AccountFields}>`;
}

/** After a one-time password: nothing else is answered before. */
export function PasswordPage({ user }) {
  const form = useChange();
  return html`<${AccountPage} title=${t('password.title')}
      lead=${t('password.first', { name: user.name })} onSubmit=${form.submit}>
    <${Fields} form=${form} />
  </${AccountPage}>`;
}

/** From the header, for everybody. */
export function PasswordDialog({ user, onTotp, onClose }) {
  const form = useChange(onClose);
  return html`<${Dialog} title=${user.name} onClose=${onClose}
      onSubmit=${form.submit}>
    <p class="quiet">${t('password.lead')}</p>
    <${Fields} form=${form} />
    <p><button type="button" class="button button--wide" onClick=${onTotp}>
      ${t('totp.title')}</button></p>
    <p><button type="button" class="button button--quiet button--wide"
      onClick=${() => { logoutEverywhere().catch(() => {}); }}>
      ${t('password.everywhere')}</button></p>
  </${Dialog}>`;
}
