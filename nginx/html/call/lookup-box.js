import { useCell } from '../lib/cell.js';
import { afterRender, html, useLayoutEffect, useRef, useState } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { later } from '../ui/later.js';
import { change, draft } from './draft.js';
import { focusRefusal } from './focus.js';
import { useEnter, useLookup } from './lookup.js';
import { useLine } from './use-line.js';

const panel = () => import('./lookup-panel.js');
const LookupPanel = later(async () => (await panel()).LookupPanel);
const LookupSpoken = later(async () => (await panel()).LookupSpoken);

/** The card of the line under the cursor: the verdict before Enter. */
function preview(hit) {
  if (hit?.kind === 'service') return hit;
  if (hit?.kind === 'free') {
    return { name: hit.text, verdict: 'unknown', referrals: [] };
  }
  return null;
}

function panelClass({ line }, current) {
  if (line) return 'lookup__panel lookup__panel--answer';
  return current ? 'lookup__panel' : 'lookup__panel lookup__panel--list';
}

/**
 * The one box: services, places, patients, phones, requests; or a place and
 * services in one line, answered and taken as one.
 * @param {{onPick: (hit: object) => 'done' | 'ask' | 'refused',
 *   onAnswered: (hit: object, met: boolean) => 'done' | 'refused',
 *   inputRef: object}} props
 *   "ask": the condition of the hit must be answered first; "refused": the
 *   cursor goes to where the caller is sent
 */
export function LookupBox({ onPick, onAnswered, inputRef }) {
  const { typed: text } = useCell(draft);
  const [resting, setResting] = useState(''); // what a line left over
  const [here, setHere] = useState(false);
  const found = useLookup(text, { rest: resting });
  const line = useLine({ onPick, onAnswered, onEnd: leave });
  const card = useRef(null);
  const { options, selected } = found;
  const shown = here && text.trim() !== '' && found.query !== '';
  const current = line.question ?? preview(options[selected]);

  useLayoutEffect(line.forget, [text]);
  useLayoutEffect(() => {
    if (line.question) focusCard();
  }, [line.question]);

  function focusCard() {
    if (here) card.current?.querySelector('button')?.focus();
  }
  const onText = (typed) => change({ typed });
  const clear = () => leave([]);

  /** Done with the line; of it only ${words} are still to be cleared up. */
  function leave(words, outcome) {
    const rest = words.join(', ');
    setResting(rest);
    onText(rest);
    // An answer that came late takes no focus from the next field.
    if (!here) return;
    inputRef.current?.focus();
    afterRender(outcome === 'refused' ? focusRefusal
      : () => inputRef.current?.select());
  }
  function pick(hit) {
    if (!hit) {
      if (found.line) line.take(found.line);
      return;
    }
    const outcome = onPick(hit);
    if (outcome === 'ask') focusCard();
    else if (hit.kind === 'patient') onText('');
    // Whose phone it is may be asked next.
    else if (hit.kind !== 'request' || options.length === 1) leave([], outcome);
  }
  const enter = useEnter(found, text, pick);
  function answered(met) {
    if (line.question) line.answered(met);
    else leave([], onAnswered(current, met));
  }
  function move(step) {
    const first = found.line ? -1 : 0; // the whole answer is a choice, too
    const n = options.length - first;
    if (!options.length) return;
    if (selected < 0 && !found.line) {
      found.select(step > 0 ? 0 : options.length - 1);
    } else found.select((selected - first + step + n) % n + first);
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
  function onFocusOut({ currentTarget, relatedTarget }) {
    setHere(currentTarget.contains(relatedTarget));
  }
  return html`<div class="lookup" role="search" onFocusIn=${() => setHere(true)}
      onFocusOut=${onFocusOut}>
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
      ${shown && html`<${LookupSpoken} found=${found} />`}</p>
    <div class=${panelClass(found, current)} hidden=${!shown} tabindex="-1">
      <${LookupPanel} found=${found} asked=${line.question !== null}
        current=${current} card=${card} onPick=${pick} onAnswer=${answered}
        onBack=${line.question ? line.leave : clear} />
    </div>
  </div>`;
}
