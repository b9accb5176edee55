import { cell, useCell } from '../lib/cell.js';
import { now, useNow } from '../lib/clock.js';
import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { Icon } from './icon.js';
import { Kbd } from './kbd.js';

const SHOWN_MS = 6000;

const toasts = cell([]);
let next = 1;

function drop(id) {
  toasts.set((all) => all.filter((x) => x.id !== id));
}

/**
 * Say something for a few seconds, aloud too.
 * @param {string} text
 * @param {'info' | 'good' | 'bad'} [tone]
 * @param {{label: string, run: () => void, until?: number}} [action]  e.g.
 *   undo; until: the moment from which it is too late
 */
export function toast(text, tone = 'info', action = null) {
  const id = next;
  next += 1;
  toasts.set((all) => [...all.slice(-2), { id, text, tone, action }]);
  setTimeout(drop, action?.until ? action.until - now() : SHOWN_MS, id);
}

function act({ id, action }) {
  drop(id);
  action.run();
}

/** The newest action answers to the key. */
function actNewest() {
  const newest = toasts.get().findLast(({ action }) => action);
  if (!newest) return false;
  act(newest);
  return true;
}

/** The seconds that are left; nothing a reader would be told each time. */
function Left({ until }) {
  const ms = until - useNow(250);
  return html`<span class="toast__left numbers" aria-hidden="true">
    ${t('toast.left', { n: Math.max(0, Math.floor(ms / 1000)) })}</span>`;
}

/** A key that is not for typing will do, where the hands are on the board. */
const keyOf = (action) => (action.until ? 'Z' : 'Alt+Z');

export function Toasts() {
  const all = useCell(toasts);
  const newest = all.findLast(({ action }) => action);
  useHotkeys({ 'Alt+KeyZ': actNewest, KeyZ: actNewest });
  return html`<div class="toasts" role="status" aria-live="polite">
    ${all.map((x) => html`<p key=${x.id} class=${`toast toast--${x.tone}`}>
      <${Icon} name=${x.tone === 'good' ? 'done' : 'info'} />${x.text}
      ${x.action && html`<button type="button" class="button button--small"
        aria-keyshortcuts=${x === newest ? keyOf(x.action) : undefined}
        onClick=${() => act(x)}>${x.action.label}
        ${x === newest && html`<${Kbd}>${keyOf(x.action)}</${Kbd}>`}
        ${x.action.until && html`<${Left} until=${x.action.until} />`}
        </button>`}</p>`)}
  </div>`;
}
