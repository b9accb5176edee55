import { html, useEffect } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Fold } from '../ui/fold.js';
import { ScriptFacts, useScripts } from '../ui/script-card.js';
import { changePart } from './draft.js';

/**
 * The situations a call is in, the most pressing first.
 * @param {object} d  the draft
 * @param {{flags: {held: boolean}, promise: object | null}} call
 */
export function situationsOf(d, { flags, promise }) {
  if (flags.held) return ['red_flag'];
  return [
    d.refusal && 'refusal',
    d.place && 'price',
    d.bonus && 'bonus',
    promise?.out_of_hours && 'out_of_hours',
  ].filter(Boolean);
}

/** The scripts of this step; what was on the screen goes with the request. */
export function StepScripts({ d, call, open, onToggle }) {
  const scripts = useScripts(situationsOf(d, call));
  const shown = open ? scripts : [];
  const seen = shown.map((s) => `${s.situation} ${s.version}`).join();
  useEffect(() => {
    if (!shown.length) return;
    changePart('scripts', Object.fromEntries(
      shown.map((s) => [s.situation, s.version]),
    ));
  }, [seen]);
  if (!scripts.length) return null;
  return html`<${Fold} part="scripts" title=${t('script.title')} tone="open"
      state=${open ? '' : scripts.map((s) => s.title).join(' · ')}
      open=${open} onToggle=${onToggle} shortcut="Alt+9">
    ${scripts.map((script) => html`<section class="script" key=${script.situation}>
      <h3>${script.title}</h3><${ScriptFacts} script=${script} /></section>`)}
  </${Fold}>`;
}
