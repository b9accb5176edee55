import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Answers } from '../ui/answers.js';
import { Field } from '../ui/field.js';
import { Fold } from '../ui/fold.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { change, changePart } from './draft.js';

/** The least protective kit the answers ask for, as "K1". */
export function kitOf(items, epid) {
  const kits = items.filter((q) => epid[q.code]?.answer === 'yes')
    .map((q) => q.kit_if_yes);
  return `K${Math.max(0, ...kits)}`;
}

function Comment({ question, epid, again }) {
  const { code } = question;
  const given = epid[code];
  if (given?.answer !== 'yes') return null;
  return html`<div class="question__extra">
    <${Field} pointer=${`/epid/${code}/comment`} label=${t('epid.comment')}
      value=${given.comment ?? ''}
      onValue=${(comment) => changePart('epid', { [code]: { ...given, comment } })}
    />
    ${again ? html`<p role="status"><${Icon} name="alert" size="14" />
      ${t('epid.flags_again')} <${Kbd}>Alt+4</${Kbd}></p>`
      : question.then && html`<p class="quiet">${question.then}</p>`}
  </div>`;
}

/** Epidemiological questions: they choose the kit, they never refuse. */
export function Epid({
  items, epid, because, flags, open, onToggle, onEnd,
}) {
  const answers = Object.fromEntries(
    Object.entries(epid).map(([code, e]) => [code, e.answer]),
  );
  const done = items.filter((q) => answers[q.code]).length;
  const all = done === items.length;

  function allNo() {
    const no = items.filter((q) => !answers[q.code])
      .map((q) => [q.code, { answer: 'no' }]);
    change({ epid: { ...epid, ...Object.fromEntries(no) } });
    onEnd();
  }
  return html`<${Fold} part="epid" title=${t('epid.title')} shortcut="Alt+5"
      state=${all ? t('epid.kit', { kit: kitOf(items, epid) })
        : t('epid.open', { done, n: items.length })}
      tone=${all ? 'good' : 'open'} open=${open} onToggle=${onToggle}>
    <div class="fold__tools">
      <button type="button" class="button button--small" onClick=${allNo}>
        ${t('epid.all_no')}<${Kbd}>A</${Kbd}></button>
      <span class="quiet">${t('answers.keys')}</span>
    </div>
    <${Answers} label=${t('epid.title')} pointer="/epid" answers=${answers}
      items=${items.map((q) => ({ code: q.code, text: q.question }))}
      onAllNo=${allNo} onEnd=${onEnd} commentOnYes
      onAnswer=${(code, answer) => changePart('epid', {
        [code]: answer === 'yes' ? { ...epid[code], answer } : { answer },
      })}
      extra=${(code) => html`<${Comment} epid=${epid}
        again=${flags !== 'clear' && because.includes(code)}
        question=${items.find((q) => q.code === code)} />`} />
  </${Fold}>`;
}
