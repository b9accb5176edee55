import { afterRender, html, useRef } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { focusRefusal } from './focus.js';
import { useEnter, useLookup } from './lookup.js';
import { LookupOption } from './lookup-option.js';
import { VerdictCard } from './verdict-card.js';

function spoken(found, hits) {
  if (!found.query) return '';
  if (found.ambiguous) return t('lookup.ambiguous');
  if (hits === 0) return t(found.problem ?? 'lookup.nothing');
  return t('lookup.found', { n: hits });
}

/** The card of the line under the cursor: the verdict before Enter. */
function preview(hit) {
  if (hit?.kind === 'service') return hit;
  if (hit?.kind === 'free') {
    return { name: hit.text, verdict: 'unknown', referrals: [] };
  }
  return null;
}

/**
 * The one box: services, places, patients, requests.
 * @param {{text: string, onText: (text: string) => void,
 *   onPick: (hit: object) => 'done' | 'ask' | 'refused',
 *   onAnswered: (hit: object, met: boolean) => 'done' | 'refused',
 *   inputRef: object}} props
 *   "ask": the condition of the hit must be answered first; "refused": the
 *   cursor goes to where the caller is sent
 */
export function LookupBox({ text, onText, onPick, onAnswered, inputRef }) {
  const found = useLookup(text);
  const card = useRef(null);
  const { options, selected } = found;
  const shown = text.trim() !== '' && found.query !== '';
  const current = preview(options[selected]);

  function clear() {
    onText('');
    inputRef.current?.focus();
  }
  function leave(outcome) {
    clear();
    if (outcome === 'refused') afterRender(focusRefusal);
  }
  function pick(hit) {
    if (!hit) return;
    const outcome = onPick(hit);
    if (outcome === 'ask') card.current?.querySelector('button')?.focus();
    else if (hit.kind === 'patient' || hit.kind === 'request') onText('');
    else leave(outcome);
  }
  const enter = useEnter(found, text, pick);
  function answered(hit, met) {
    leave(onAnswered(hit, met));
  }
  function move(step) {
    const n = options.length;
    if (n) found.select(selected < 0 ? (step > 0 ? 0 : n - 1)
      : (selected + step + n) % n);
  }
  function onKeyDown(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.code === 'ArrowDown') move(1);
    else if (event.code === 'ArrowUp') move(-1);
    else if (/Enter$/.test(event.code)) enter();
    else if (event.code === 'Escape' && text) clear();
    else return;
    event.preventDefault();
  }
  return html`<div class="lookup" role="search">
    <div class="lookup__box">
      <${Icon} name="search" size="20" />
      <input id="lookup" ref=${inputRef} type="text" class="lookup__input"
        role="combobox" aria-expanded=${shown ? 'true' : 'false'}
        aria-controls="lookup-list" aria-autocomplete="list"
        aria-activedescendant=${selected >= 0 ? `lookup-${selected}` : undefined}
        aria-label=${t('lookup.label')} placeholder=${t('lookup.placeholder')}
        aria-keyshortcuts="Alt+1" autocomplete="off" spellcheck=${false}
        value=${text} onInput=${(e) => onText(e.currentTarget.value)}
        onKeyDown=${onKeyDown} />
      <${Kbd}>Alt+1</${Kbd}>
    </div>
    <p class="hidden" role="status" aria-live="polite">
      ${shown && spoken(found, options.length)}</p>
    <div class=${`lookup__panel ${current ? '' : 'lookup__panel--list'}`}
        hidden=${!shown}>
      <div class="lookup__side">
        ${found.ambiguous && html`<p class="lookup__ask">
          <${Icon} name="ask" />${t('lookup.ambiguous')}</p>`}
        <ul id="lookup-list" role="listbox" aria-label=${t('lookup.results')}
          class="lookup__list">
          ${options.map((hit, i) => html`<${LookupOption} id=${`lookup-${i}`}
            key=${i} hit=${hit} selected=${i === selected}
            onPick=${() => pick(hit)}
            onPoint=${() => selected !== i && found.select(i)} />`)}
        </ul>
        ${options.length > 0 && selected < 0 && html`
          <p class="lookup__hint">${t('lookup.pick')}</p>`}
        ${options.length === 0 && found.query && html`
          <p class="lookup__hint">${
            t(found.problem ?? 'lookup.nothing')}</p>`}
      </div>
      ${current && html`<div class="lookup__card" ref=${card}>
        <${VerdictCard} hit=${current} onBack=${clear}
          onAnswer=${(met) => answered(current, met)} /></div>`}
    </div>
  </div>`;
}
