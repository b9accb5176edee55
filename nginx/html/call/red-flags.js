import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Answers } from '../ui/answers.js';
import { Fold } from '../ui/fold.js';
import { Kbd } from '../ui/kbd.js';
import { change, changePart } from './draft.js';

const ADULT_AGE = 18;

/** The signs to ask for: those of the age, all while it is not known. */
export function signsFor(items, age) {
  if (age === null) return items;
  return items.filter((s) => (age < ADULT_AGE ? s.child : s.adult));
}

/**
 * Where the questions stand.
 * @returns {'open' | 'ask_again' | 'clear'}
 */
export function redFlagState(signs, answers) {
  const given = signs.map((s) => answers[s.code]);
  if (given.includes('dont_know')) return 'ask_again';
  return given.every((a) => a === 'no') ? 'clear' : 'open';
}

const TONES = { open: 'open', ask_again: 'warn', clear: 'good' };

/** Signs of danger, asked before anything is promised. */
export function RedFlags({ signs, approved, answers, open, onToggle, onEnd }) {
  const state = redFlagState(signs, answers);
  const done = signs.filter((s) => answers[s.code]).length;

  function allNo() {
    const no = signs.filter((s) => !answers[s.code]).map((s) => [s.code, 'no']);
    change({ redFlags: { ...answers, ...Object.fromEntries(no) } });
    onEnd();
  }
  return html`<${Fold} part="red_flags" title=${t('red_flags.title')}
      state=${t(`red_flags.${state}`, { done, n: signs.length })}
      tone=${TONES[state]} open=${open} onToggle=${onToggle} shortcut="Alt+4">
    <div class="fold__tools">
      <button type="button" class="button button--small" onClick=${allNo}>
        ${t('red_flags.all_no')}<${Kbd}>A</${Kbd}></button>
      <span class="quiet">${t('answers.keys')}</span>
    </div>
    <${Answers} label=${t('red_flags.title')} pointer="/red_flags"
      items=${signs.map((s) => ({ code: s.code, text: s.sign }))}
      answers=${answers} onAllNo=${allNo} onEnd=${onEnd}
      onAnswer=${(code, a) => changePart('redFlags', { [code]: a })}
      extra=${(code) => answers[code] === 'dont_know' && html`
        <p class="question__extra">${t('red_flags.again')}</p>`} />
    ${approved === false && html`<p class="quiet">${t('sample')}</p>`}
  </${Fold}>`;
}
