import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { toast } from '../ui/toast.js';

/** Shown this once, to be printed or copied. */
export function RecoveryCodes({ codes, onKept }) {
  async function copy() {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      toast(t('totp.copied'), 'good');
    } catch (problem) {
      toast(problem.message, 'bad');
    }
  }
  return html`<section class="recovery">
    <h3>${t('totp.codes')}</h3>
    <p>${t('totp.codes_lead')}</p>
    <ol class="recovery__codes">${codes.map((code) => html`<li key=${code}>
      ${code}</li>`)}</ol>
    <div class="card-actions">
      <button type="button" class="button" onClick=${() => window.print()}>
        ${t('totp.print')}</button>
      <button type="button" class="button" onClick=${copy}>
        ${t('totp.copy')}</button>
      <button type="button" class="button button--main" onClick=${onKept}>
        ${t('totp.kept')}</button>
    </div>
  </section>`;
}
