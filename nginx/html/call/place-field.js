import { html, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { FieldError } from '../ui/field-error.js';
import { useField } from '../ui/form-context.js';
import { Icon } from '../ui/icon.js';
import { later } from '../ui/later.js';
import { change } from './draft.js';
import { useEnter, useLookup } from './lookup.js';

const ZoneBadge = later(
  async () => (await import('../ui/zone-badge.js')).ZoneBadge,
);
const LookupOption = later(
  async () => (await import('./lookup-option.js')).LookupOption,
);

/** The district or settlement: picked from the list, never guessed. */
export function PlaceField({ place }) {
  const { id, error, required, props } = useField('/address/place');
  const [text, setText] = useState('');
  const input = useRef(null);
  const found = useLookup(text, { only: 'place' });
  const { options, selected, ambiguous, select, query, problem } = found;

  function pick(hit) {
    if (!hit) return;
    const { code, name, zone } = hit;
    change({ place: { code, name, zone }, consentPrice: false });
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
  return html`<div class="field place">
    <label class="field__label" for=${id}>${t('address.place')}
      ${required && html`<span class="field__required" aria-hidden="true">*</span>`}
      ${place?.from === 'address' && html`<span class="field__hint">
        ${t('address.from_text')}</span>`}
      ${place && html`<${ZoneBadge} code=${place.zone} />`}</label>
    <input class="input" ref=${input} type="text" ...${props}
      role="combobox" autocomplete="off"
      aria-expanded=${open ? 'true' : 'false'} aria-controls=${`${id}-list`}
      aria-autocomplete="list"
      aria-activedescendant=${open && selected >= 0
        ? `${id}-${selected}` : undefined}
      placeholder=${place ? '' : t('address.place_hint')}
      value=${text || place?.name || ''} onKeyDown=${onKeyDown}
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
    </div>
    <${FieldError} id=${id} text=${error} />
  </div>`;
}
