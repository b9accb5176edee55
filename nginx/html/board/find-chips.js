import { formatDay, t } from '../lib/i18n.js';
import { html } from '../lib/html.js';
import { Icon } from '../ui/icon.js';

/** What narrows a search, in the order of its bar; the last goes first. */
export const NARROWS = ['state', 'zone', 'medic', 'reason', 'place',
  'created_by', 'from', 'to'];

/** ${asked} without ${name}, and without what it is called. */
function without(asked, name) {
  return { ...asked, [name]: '', ...(name === 'place' && { place_name: '' }) };
}

/** ${asked} without its last narrowing; null: there is none. */
export function withoutLast(asked) {
  const last = NARROWS.findLast((name) => asked[name]);
  return last ? without(asked, last) : null;
}

/**
 * What narrows the search now, each with a button that takes it away.
 * @param {{asked: Record<string, string>, names: Record<string, string>,
 *   onAsk: (asked: object) => void}} props  names: of the codes picked
 */
export function FindChips({ asked, names, onAsk }) {
  const active = NARROWS.filter((name) => asked[name]);
  if (!active.length) return null;
  const shown = (name) => (name === 'from' || name === 'to'
    ? formatDay(asked[name]) : names[name] ?? asked[name]);
  return html`<ul class="find__chips" aria-label=${t('find.active')}>
    ${active.map((name) => html`<li key=${name}>
      <button type="button" class="chip" data-chip=${name}
        onClick=${() => onAsk(without(asked, name))}
        aria-label=${t('find.without', { what:
          `${t(`find.${name}`)} ${shown(name)}` })}>
        ${t(`find.${name}`)} <strong>${shown(name)}</strong>
        <${Icon} name="close" size="14" /></button></li>`)}</ul>`;
}
