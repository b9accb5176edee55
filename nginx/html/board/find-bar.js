import { html, useLayoutEffect, useRef } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { useResource } from '../lib/resource.js';
import { Icon } from '../ui/icon.js';
import { PlacePicker } from '../call/place-picker.js';
import { FindChips, withoutLast } from './find-chips.js';

const STATES = ['queued', 'claimed', 'unreachable', 'scheduled', 'en_route',
  'on_site', 'done', 'not_done', 'closed', 'cancelled', 'declined', 'referred',
  'duplicate', 'emergency'];

function Pick({ name, asked, onAsk, options }) {
  return html`<label class="find__pick">
    <span class="hidden">${t(`find.${name}`)}</span>
    <select class="input" data-find=${name} value=${asked[name] ?? ''}
      onChange=${(e) => onAsk({ ...asked, [name]: e.currentTarget.value })}>
      <option value="">${t(`find.${name}`)}</option>
      ${options.map(([code, text]) => html`<option key=${code} value=${code}
        selected=${asked[name] === code}>${text}</option>`)}
    </select></label>`;
}

function Day({ name, asked, onAsk }) {
  return html`<label class="find__day"><span>${t(`find.${name}`)}</span>
    <input class="input" type="date" data-find=${name} value=${asked[name] ?? ''}
      onChange=${(e) => onAsk({ ...asked, [name]: e.currentTarget.value })} />
  </label>`;
}

/** Where: as it is typed, by any of its names; picked from the list. */
function At({ asked, onAsk }) {
  return html`<span class="find__pick place">
    <${PlacePicker} id="find-place" data-find="place" maxlength="100"
      aria-label=${t('find.place')} placeholder=${t('find.place')}
      name=${asked.place_name} onPick=${({ code, name }) => onAsk({
        ...asked, place: code, place_name: name })} /></span>`;
}

/** Who posted it, by login; looked for when the field is left. */
function PostedBy({ asked, onAsk }) {
  return html`<label class="find__pick">
    <span class="hidden">${t('find.created_by')}</span>
    <input class="input" type="text" autocomplete="off" spellcheck=${false}
      maxlength="64" data-find="created_by" placeholder=${t('find.created_by')}
      value=${asked.created_by ?? ''} onChange=${(e) => onAsk({ ...asked,
        created_by: e.currentTarget.value.trim().toLowerCase() })} />
  </label>`;
}

/**
 * What to look for among all requests: words, and what narrows them down.
 * @param {{asked: Record<string, string>, onAsk: (asked: object) => void,
 *   onDown: () => void, onClose: () => void}} props  onDown: to what was found
 */
export function FindBar({ asked, onAsk, onDown, onClose }) {
  const line = useRef(null);
  const zones = useResource('/zones')?.items ?? [];
  const medics = useResource('/medics')?.items ?? [];
  const reasons = useResource('/reasons');
  const why = [...new Set([...reasons?.cancel ?? [], ...reasons?.decline ?? [],
    ...reasons?.not_done ?? []])];
  useLayoutEffect(() => line.current.focus(), []);

  const options = {
    state: STATES.map((s) => [s, tCode('state', s)]),
    zone: zones.map((z) => [z.code, z.name]),
    medic: medics.map((m) => [m.code, m.name]),
    reason: why.map((r) => [r, tCode('reason', r)]),
  };
  const names = Object.fromEntries(Object.entries(options).map(([name, all]) => [
    name, all.find(([code]) => code === asked[name])?.[1]]));
  names.place = asked.place_name;

  function onKeyDown(event) {
    if (event.code === 'Backspace' && !event.currentTarget.value) {
      const fewer = withoutLast(asked);
      if (fewer) onAsk(fewer);
      return;
    }
    if (!['ArrowDown', 'Enter', 'NumpadEnter'].includes(event.code)) return;
    event.preventDefault();
    onDown();
  }
  return html`<search class="find">
    <label class="find__line"><span class="hidden">${t('find.q')}</span>
      <${Icon} name="search" />
      <input class="input" id="board-find" type="search" ref=${line}
        autocomplete="off" spellcheck=${false} maxlength="100"
        placeholder=${t('find.hint')} value=${asked.q ?? ''}
        onKeyDown=${onKeyDown}
        onInput=${(e) => onAsk({ ...asked, q: e.currentTarget.value })} />
    </label>
    ${Object.entries(options).map(([name, all]) => html`<${Pick} key=${name}
      name=${name} asked=${asked} onAsk=${onAsk} options=${all} />`)}
    <${At} asked=${asked} onAsk=${onAsk} />
    <${PostedBy} asked=${asked} onAsk=${onAsk} />
    <span class="find__days">
      <${Day} name="from" asked=${asked} onAsk=${onAsk} />
      <${Day} name="to" asked=${asked} onAsk=${onAsk} /></span>
    <button type="button" class="button button--icon" onClick=${onClose}
      aria-label=${t('find.close')}><${Icon} name="close" /></button>
    <${FindChips} asked=${asked} names=${names} onAsk=${onAsk} />
  </search>`;
}
