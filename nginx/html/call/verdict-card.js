import { html } from '../lib/html.js';
import { t, tCode } from '../lib/i18n.js';
import { Kbd } from '../ui/kbd.js';
import { Referrals } from './referrals.js';
import { VerdictMark } from './verdict-mark.js';

const ENTER = new Set(['allowed', 'ask_dispatcher', 'unknown', 'not_allowed']);

function Answer({ answer, onAnswer }) {
  const { answer: given, verdict, say } = answer;
  return html`<p class="condition__answer">
    <button type="button" class="button"
        onClick=${() => onAnswer(given === 'yes')}>
      ${t(`answer.${given}`)}<${Kbd}>${given === 'yes' ? 'Y' : 'N'}</${Kbd}>
    </button>
    <span class="condition__then"><${VerdictMark} verdict=${verdict} />
      <span class="condition__say">${say}</span></span></p>`;
}

/** What follows from a yes and from a no to the question just read out. */
function Condition({ question, answers, onAnswer }) {
  function onKeyDown(event) {
    if (event.ctrlKey || event.altKey) return;
    if (event.code === 'KeyY') onAnswer(true);
    else if (event.code === 'KeyN') onAnswer(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return html`<div class="condition" onKeyDown=${onKeyDown} role="group"
      aria-label=${question}>
    ${answers.map((a) => html`<${Answer} key=${a.answer} answer=${a}
      onAnswer=${onAnswer} />`)}
  </div>`;
}

/**
 * Whether a service is done at home, what to say, and where it is done if not.
 * @param {{hit: import('../lib/types.js').ServiceHit,
 *   onAnswer?: (met: boolean) => void}} props
 */
export function VerdictCard({ hit, onAnswer, onBack }) {
  function onKeyDown(event) {
    if (event.code !== 'Escape') return;
    event.stopPropagation();
    onBack?.();
  }
  return html`<article class=${`card verdict verdict--${hit.verdict}`}
      onKeyDown=${onKeyDown}>
    <header class="verdict__head">
      <h2>${hit.name}</h2><${VerdictMark} verdict=${hit.verdict} />
    </header>
    ${hit.performer && html`<p class="verdict__who">
      ${tCode('performer', hit.performer)}</p>`}
    ${hit.say && html`<p class="say">${hit.say}</p>`}
    ${hit.verdict === 'unknown' && html`<p>${t('verdict.unknown_lead')}</p>`}
    ${hit.condition && onAnswer && html`<${Condition} question=${hit.condition}
      answers=${hit.answers} onAnswer=${onAnswer} />`}
    ${hit.referrals?.length > 0 && html`
      ${hit.condition && html`<p class="referrals__when">
        ${t('referrals.if_no')}</p>`}
      <${Referrals} referrals=${hit.referrals} />`}
    ${ENTER.has(hit.verdict) && html`<p class="verdict__enter">
      <${Kbd}>Enter</${Kbd}> ${t(`verdict.enter.${hit.verdict}`)}</p>`}
    ${hit.approved === false && html`<p class="quiet">${t('sample')}</p>`}
  </article>`;
}
