import { afterRender, html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Answers, focusQuestion } from '../ui/answers.js';
import { Fold } from '../ui/fold.js';
import { fieldId } from '../ui/form-context.js';
import { Kbd } from '../ui/kbd.js';
import { change, changePart, draft } from './draft.js';

const TONES = { open: 'open', ask_again: 'warn', clear: 'good' };
/** "Does not know" is asked again before the questions go on. */
const ASKINGS = 2;

/** A sign nobody knew is asked in other words, and it is counted. */
function itemOf(sign, { asked, fresh }) {
  const text = asked[sign.code] ? sign.ask_again ?? sign.sign : sign.sign;
  const mark = fresh.includes(sign) ? t('red_flags.new') : null;
  return { code: sign.code, text, mark };
}

function stateText({ state, signs, fresh, minor }, answers) {
  if (state === 'open' && fresh.length) {
    return t(`red_flags.more_${minor ? 'child' : 'adult'}`, { n: fresh.length });
  }
  const done = signs.filter((s) => answers[s.code]).length;
  return t(`red_flags.${state}`, { done, n: signs.length });
}

/**
 * Signs of danger, asked before anything is promised.
 * @param {{flags: {signs: object[], state: string, fresh: object[],
 *   minor: boolean, approved?: boolean}, d: object, open: boolean,
 *   onToggle: () => void, onEnd: () => void}} props
 */
export function RedFlags({ flags, d, open, onToggle, onEnd }) {
  const { signs, state, fresh } = flags;
  const answers = d.redFlags;
  const asked = d.askedAgain;

  function end() {
    const now = draft.get();
    const again = signs.find((s) => now.redFlags[s.code] === 'dont_know'
      && now.askedAgain[s.code] < ASKINGS);
    if (!again) onEnd();
    else {
      afterRender(() => focusQuestion(
        document.getElementById(fieldId(`/red_flags/${again.code}`)),
      ));
    }
  }
  function answer(code, given) {
    changePart('redFlags', { [code]: given });
    if (given !== 'dont_know') return;
    changePart('askedAgain', { [code]: (asked[code] ?? 0) + 1 });
  }
  function allNo() {
    const no = signs.filter((s) => !answers[s.code]).map((s) => [s.code, 'no']);
    change({ redFlags: { ...answers, ...Object.fromEntries(no) } });
    end();
  }
  return html`<${Fold} part="red_flags" title=${t('red_flags.title')}
      state=${stateText(flags, answers)}
      tone=${fresh.length && state === 'open' ? 'warn' : TONES[state]}
      open=${open} onToggle=${onToggle} shortcut="Alt+4">
    <div class="fold__tools">
      <button type="button" class="button button--small" onClick=${allNo}>
        ${t('red_flags.all_no')}<${Kbd}>A</${Kbd}></button>
      <span class="quiet">${t('answers.keys')}</span>
    </div>
    <${Answers} label=${t('red_flags.title')} pointer="/red_flags"
      items=${signs.map((s) => itemOf(s, { asked, fresh }))}
      answers=${answers} onAllNo=${allNo} onEnd=${end} onAnswer=${answer}
      extra=${(code) => answers[code] === 'dont_know' && html`
        <p class="question__extra">${t(asked[code] < ASKINGS ? 'red_flags.again'
          : 'red_flags.again_more', { n: asked[code] })}</p>`} />
    ${flags.approved === false && html`<p class="quiet">${t('sample')}</p>`}
  </${Fold}>`;
}
