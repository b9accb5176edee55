import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { restore } from '../lib/session.js';
import { Dialog } from '../ui/dialog.js';
import { AccountPage } from './account-page.js';
import { TotpSteps } from './totp-steps.js';
import { useTotp } from './use-totp.js';

/** An admin without a second factor: nothing else is answered before. */
export function TotpPage({ user }) {
  const form = useTotp();
  return html`<${AccountPage} title=${t('totp.title')}
      lead=${t('totp.first', { name: user.name })} onSubmit=${form.submit}>
    <${TotpSteps} form=${form} onKept=${restore} />
  </${AccountPage}>`;
}

/** From the header, for everybody; the codes are not closed by mistake. */
export function TotpDialog({ onClose }) {
  const form = useTotp();
  return html`<${Dialog} title=${t('totp.title')} onSubmit=${form.submit}
      onClose=${form.at.step === 'codes' ? undefined : onClose}>
    <p class="quiet">${t('totp.lead')}</p>
    <${TotpSteps} form=${form} onKept=${onClose} />
  </${Dialog}>`;
}
