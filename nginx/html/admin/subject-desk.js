import { useCell } from '../lib/cell.js';
import { html, useEffect } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { goWithin, within } from '../lib/route.js';

/**
 * A desk of several subjects: their list at the left, the open one beside it.
 * @param {{name: string, subjects: {name: string, View: Function}[],
 *   user?: object}} props  user: who is at the screen, for views that ask
 */
export function SubjectDesk({ name, subjects, user }) {
  const [wanted] = useCell(within);
  const at = Math.max(0, subjects.findIndex((s) => s.name === wanted));
  const { View, name: current } = subjects[at];
  useEffect(() => {
    if (wanted !== current) goWithin([current], { replace: true });
  }, [wanted, current]);
  const step = (n) => () => goWithin(
    [subjects[(at + n + subjects.length) % subjects.length].name]);
  useHotkeys({ 'Alt+ArrowDown': step(1), 'Alt+ArrowUp': step(-1) });

  function open(event, subject) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    goWithin([subject]);
  }
  return html`<main class="desk edit" id="main">
    <h1 class="hidden">${t(`desk.${name}`)}</h1>
    <nav class="edit-subjects" aria-label=${t(`desk.${name}`)}>
      ${subjects.map((s) => html`<a key=${s.name} href=${`/${name}/${s.name}`}
        aria-current=${s.name === current ? 'page' : undefined}
        onClick=${(e) => open(e, s.name)}>${t(`table.${s.name}`)}</a>`)}
    </nav>
    <${View} key=${current} user=${user} />
  </main>`;
}
