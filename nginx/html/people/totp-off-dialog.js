import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { FormDialog } from '../ui/form-dialog.js';
import { toast } from '../ui/toast.js';
import { dropTotp, fetchUser } from './people-calls.js';

/** It cannot be taken back: the user would set up another one. */
export function TotpOffDialog({ user, onDone, onClose }) {
  async function drop() {
    await dropTotp(await fetchUser(user.login));
    await onDone();
    toast(t('people.totp_gone', { name: user.name }), 'good');
    onClose();
  }
  return html`<${FormDialog} title=${t('people.totp_title')}
      submit=${t('people.totp_off')} onSend=${drop} onClose=${onClose}>
    <p>${t('people.totp_lead', { name: user.name })}</p></${FormDialog}>`;
}
