import { useCell } from '../lib/cell.js';
import { html, useEffect } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { languageChoice } from '../lib/prefs.js';
import { logout } from '../lib/session.js';
import { Icon } from '../ui/icon.js';

/** What comes before anything else is answered: a form and the way out. */
export function AccountPage({ title, lead, onSubmit, children }) {
  const chosen = useCell(languageChoice);
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [chosen]);
  return html`<main class="login">
    <form class="login__card" onSubmit=${onSubmit} noValidate>
      <header class="login__head">
        <span class="logo"><${Icon} name="shield" size="24" /></span>
        <h1>${title}</h1>
        <p>${lead}</p>
      </header>
      ${children}
      <button type="button" class="button button--quiet" onClick=${() => {
        logout().catch(() => {});
      }}>${t('logout')}</button>
    </form>
  </main>`;
}
