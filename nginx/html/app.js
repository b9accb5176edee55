/** The pages of Homevisit: language, session, and the desk of the address. */
import { useCell } from './lib/cell.js';
import { html, render } from './lib/html.js';
import { chooseLanguage, language } from './lib/i18n.js';
import { startLive, stopLive } from './lib/live.js';
import { applyTheme, languageChoice, theme } from './lib/prefs.js';
import { restore, session } from './lib/session.js';
import { Connection } from './shell/connection.js';
import { Desks } from './shell/desks.js';
import { LoginDialog, LoginPage } from './shell/login.js';
import { later } from './ui/later.js';
import { Toasts } from './ui/toast.js';

const RETRY_MS = 2000;

const PasswordPage = later(
  async () => (await import('./account/password.js')).PasswordPage,
);
const TotpPage = later(async () => (await import('./account/totp.js')).TotpPage);

/** What comes before the desks. */
const FIRST = { must_change: PasswordPage, must_enrol: TotpPage };

function App() {
  useCell(language);
  const { status, user } = useCell(session);
  const First = FIRST[status];
  return html`
    <${Connection} />
    ${status === 'none' && html`<${LoginPage} />`}
    ${First && html`<${First} user=${user} />`}
    ${user && !First && html`<${Desks} key=${user.login} user=${user} />`}
    ${status === 'expired' && html`<${LoginDialog} user=${user} />`}
    <${Toasts} />`;
}

async function start() {
  applyTheme(theme.get());
  theme.subscribe(applyTheme);
  languageChoice.subscribe(chooseLanguage);
  session.subscribe(({ status }) => (status === 'open' ? startLive()
    : stopLive()));
  await chooseLanguage(languageChoice.get());
  render(html`<${App} />`, document.getElementById('app'));
  for (;;) {
    try {
      await restore();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}

start();
