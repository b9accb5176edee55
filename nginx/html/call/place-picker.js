import { html, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { later } from '../ui/later.js';
import { useEnter, useLookup } from './lookup.js';

const LookupOption = later(
  async () => (await import('./lookup-option.js')).LookupOption,
);

/**
 * A district or settlement looked for as it is typed, and picked from a list.
 * @param {{id: string, name?: string, onPick: (hit: object) => void}} props
 *   name: of the one picked; the rest is the input's
 */
export function PlacePicker({ id, name = '', onPick, ...input }) {
  const [text, setText] = useState('');
  const found = useLookup(text, { only: 'place' });
  const { options, selected, ambiguous, select, query, problem } = found;

  function pick(hit) {
    if (!hit) return;
    onPick(hit);
    setText('');
  }
  const enter = useEnter(found, text, pick);
  function onKeyDown(event) {
    const n = options.length;
    if (event.ctrlKey || event.altKey) return;
    if (event.code === 'ArrowDown' && n) select((selected + 1) % n);
    else if (event.code === 'ArrowUp' && n) select((selected - 1 + n) % n);
    else if (/Enter$/.test(event.code)) enter();
    else if (event.code === 'Escape' && text) setText('');
    else return;
    event.preventDefault();
  }
  const open = text.trim() !== '';
  return html`
    <input class="input" type="text" id=${id} ...${input}
      role="combobox" autocomplete="off"
      aria-expanded=${open ? 'true' : 'false'} aria-controls=${`${id}-list`}
      aria-autocomplete="list"
      aria-activedescendant=${open && selected >= 0
        ? `${id}-${selected}` : undefined}
      value=${text || name} onKeyDown=${onKeyDown}
      onFocus=${(e) => e.currentTarget.select()}
      onBlur=${() => setText('')}
      onInput=${(e) => setText(e.currentTarget.value)} />
    <div class="place__list" hidden=${!open}>
      ${ambiguous && html`<p class="lookup__ask"><${Icon} name="ask" />
        ${t('lookup.ambiguous')}</p>`}
      <ul id=${`${id}-list`} role="listbox" aria-label=${t('address.place')}>
        ${options.map((hit, i) => html`<${LookupOption} key=${hit.code}
          id=${`${id}-${i}`} hit=${hit} selected=${i === selected}
          onPick=${() => pick(hit)} onPoint=${() => selected !== i && select(i)} />`)}
      </ul>
      ${query && options.length === 0 && html`
        <p class="lookup__hint">${t(problem ?? 'address.place_unknown')}</p>`}
    </div>`;
}
