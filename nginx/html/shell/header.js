import { useNow } from '../lib/clock.js';
import { useCell } from '../lib/cell.js';
import { html, useState } from '../lib/html.js';
import { formatTime, t } from '../lib/i18n.js';
import { theme } from '../lib/prefs.js';
import { logout } from '../lib/session.js';
import { isUnsaved } from '../lib/unsaved.js';
import { Icon } from '../ui/icon.js';
import { later } from '../ui/later.js';
import { toast } from '../ui/toast.js';
import { DeskLinks } from './desk-links.js';
import { LanguageSelect } from './language-select.js';
import { LiveMark } from './live-mark.js';

const PasswordDialog = later(
  async () => (await import('../account/password.js')).PasswordDialog,
);
const TotpDialog = later(
  async () => (await import('../account/totp.js')).TotpDialog,
);

const THEMES = { auto: 'light', light: 'dark', dark: 'auto' };
const THEME_ICONS = { auto: 'auto', light: 'sun', dark: 'moon' };

function ThemeButton() {
  const name = useCell(theme);
  const label = t(`theme.${name}`);
  return html`<button class="button button--icon" title=${label}
    aria-label=${label} onClick=${() => theme.set(THEMES[name])}>
    <${Icon} name=${THEME_ICONS[name]} /></button>`;
}

function LogoutButton() {
  const [warned, setWarned] = useState(false);
  function leave() {
    if (isUnsaved() && !warned) {
      setWarned(true);
      toast(t('logout.unsaved'));
      return;
    }
    logout().catch(() => {});
  }
  return html`<button class="button button--icon" title=${t('logout')}
    aria-label=${t('logout')} onClick=${leave}><${Icon} name="leave" /></button>`;
}

/** The desks of work; those of the admin are one link. */
function Nav({ desks, adminDesks, current }) {
  const links = desks.map((name) => ({ name, label: t(`desk.${name}`) }));
  if (adminDesks.length) {
    const name = adminDesks.includes(current) ? current : adminDesks[0];
    links.push({ name, label: t('desk.admin') });
  }
  return html`<nav class="header__nav" aria-label=${t('nav')}>
    <${DeskLinks} links=${links} current=${current} /></nav>`;
}

export function Header({
  user, desks, adminDesks, current, onHelp,
}) {
  const at = useNow(1000);
  const [own, setOwn] = useState(null);
  const close = () => setOwn(null);
  return html`<header class="header">
    <span class="logo"><${Icon} name="home" size="20" /></span>
    <span class="header__product">${t('product')}</span>
    <${Nav} desks=${desks} adminDesks=${adminDesks} current=${current} />
    <span class="header__space" />
    <${LiveMark} />
    <span class="header__clock" title=${t('clock.clinic')}>
      <${Icon} name="clock" size="16" />${formatTime(at)}</span>
    <button class="button button--icon" title=${t('keys.open')}
      aria-label=${t('keys.open')} onClick=${onHelp}><${Icon} name="ask" />
    </button>
    <${ThemeButton} />
    <${LanguageSelect} />
    <button class="button button--quiet header__user" title=${t('password.title')}
      onClick=${() => setOwn('password')}><${Icon} name="person" size="16" />
      ${user.name}</button>
    <${LogoutButton} />
  </header>
    ${own === 'password' && html`<${PasswordDialog} user=${user}
      onTotp=${() => setOwn('totp')} onClose=${close} />`}
    ${own === 'totp' && html`<${TotpDialog} onClose=${close} />`}`;
}
