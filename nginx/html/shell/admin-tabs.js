import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { go } from '../lib/route.js';
import { DeskLinks } from './desk-links.js';

const KEYS = 9;

/**
 * The admin's desks, a row below the header; Alt and a digit opens one.  A
 * desk hangs in by its row in desks.js: role "admin", a text "desk.<name>", a
 * style sheet (styles/<name>.css, or those its row names) and its keys in
 * keys-help.js.
 * @param {{desks: string[], current: string}} props
 */
export function AdminTabs({ desks, current }) {
  useHotkeys(Object.fromEntries(desks.slice(0, KEYS).map((desk, i) => [
    `Alt+Digit${i + 1}`, () => go(desk)])));
  return html`<nav class="admin-tabs" aria-label=${t('desk.admin')}>
    <${DeskLinks} current=${current} links=${desks.map((desk, i) => ({
      name: desk,
      label: t(`desk.${desk}`),
      shortcut: i < KEYS ? `Alt+${i + 1}` : undefined,
    }))} /></nav>`;
}
