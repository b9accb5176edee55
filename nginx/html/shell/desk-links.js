import { html } from '../lib/html.js';
import { go } from '../lib/route.js';

function open(event, desk) {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(desk);
}

/**
 * Links to desks, the open one marked.
 * @param {{links: {name: string, label: string, shortcut?: string}[],
 *   current?: string}} props
 */
export function DeskLinks({ links, current }) {
  return links.map(({ name, label, shortcut }) => html`<a key=${name}
    href=${`/${name}`} aria-current=${name === current ? 'page' : undefined}
    aria-keyshortcuts=${shortcut} title=${shortcut}
    onClick=${(e) => open(e, name)}>${label}</a>`);
}
