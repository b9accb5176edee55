import { html } from '../lib/html.js';

/** The key of a command, shown beside it; screen readers get aria-keyshortcuts. */
export function Kbd({ children }) {
  return html`<kbd aria-hidden="true">${children}</kbd>`;
}
