import { cell, useCell } from '../lib/cell.js';
import { html } from '../lib/html.js';
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
 * @param {{label: string, run: () => void}} [action]  e.g. undo
 */
export function toast(text, tone = 'info', action = null) {
  const id = next;
  next += 1;
  toasts.set((all) => [...all.slice(-2), { id, text, tone, action }]);
  setTimeout(drop, SHOWN_MS, id);
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

export function Toasts() {
  const all = useCell(toasts);
  const newest = all.findLast(({ action }) => action);
  useHotkeys({ 'Alt+KeyZ': actNewest });
  return html`<div class="toasts" role="status" aria-live="polite">
    ${all.map((x) => html`<p key=${x.id} class=${`toast toast--${x.tone}`}>
      <${Icon} name=${x.tone === 'good' ? 'done' : 'info'} />${x.text}
      ${x.action && html`<button type="button" class="button button--small"
        aria-keyshortcuts=${x === newest ? 'Alt+Z' : undefined}
        onClick=${() => act(x)}>${x.action.label}
        ${x === newest && html`<${Kbd}>Alt+Z</${Kbd}>`}</button>`}</p>`)}
  </div>`;
}
