import { html } from '../lib/html.js';
import { formatMoney, t } from '../lib/i18n.js';
import { showPhone } from '../lib/phone.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { ZoneBadge } from '../ui/zone-badge.js';
import { isDecided, planOf } from './answer.js';
import { VerdictMark } from './verdict-mark.js';

const OTHERS = 2; // clinics beside the one to say: the refusal card has all
const PERFORMERS = ['doctor', 'nurse'];

/** «a», «b» */
export function quoted(words) {
  return words.map((w) => t('quoted', { text: w })).join(', ');
}

function Price({ performer, price, comes }) {
  return html`<span class=${`answer__price ${comes ? 'answer__price--on' : ''}`}>
    ${t(`performer.${performer}`)} <strong>${formatMoney(price)}</strong>
    ${comes && html`<${Icon} name="check" size="15" />`}</span>`;
}

function Place({ answer }) {
  const { place, place_text: text, performers, parts } = answer;
  if (!text) return null;
  if (!place) {
    return html`<header class="answer__place">
      <h2>${t('quoted', { text })}</h2><${VerdictMark} verdict="none" /></header>
      <p class="answer__ask">${t('lookup.ambiguous')}</p>`;
  }
  return html`<header class="answer__place">
      <h2>${place.name}</h2><${ZoneBadge} code=${place.zone} /></header>
    <p class="answer__prices">${PERFORMERS.map((p) => html`<${Price} key=${p}
      performer=${p} price=${place.prices[p]}
      comes=${performers?.includes(p)} />`)}</p>
    ${(performers || parts.length === 0) && place.say && html`
      <p class="say">${place.say}</p>`}`;
}

/** Where else a refused service is done; the first place is in the sentence. */
function Elsewhere({ referrals }) {
  const others = referrals.slice(1, 1 + OTHERS);
  if (others.length === 0) return null;
  return html`<p class="answer__say">${t('answer.elsewhere', {
    clinics: others.map((r) => `${r.name}, ${showPhone(r.phone)}`).join('; '),
  })}</p>`;
}

function Part({ part: { text, verdict, hit, say } }) {
  const shown = verdict ?? 'none';
  return html`<li class=${`answer__part verdict--${shown}`}>
    <p class="answer__service">
      <strong>${hit?.name ?? t('quoted', { text })}</strong>
      <${VerdictMark} verdict=${shown} /></p>
    <p class="answer__say">${say ?? t('answer.vague')}</p>
    ${verdict === 'not_allowed' && html`
      <${Elsewhere} referrals=${hit.referrals} />`}
  </li>`;
}

/**
 * The answer to a whole line: where it is, what a visit costs there, what of
 * it is done at home and what is not, and what nobody understood.
 * @param {{answer: import('../lib/types.js').LookupAnswer, ready: boolean}}
 *   props  ready: Enter takes it all
 */
export function AnswerCard({ answer, ready }) {
  const { rest } = planOf(answer);
  return html`<article class="card answer" aria-label=${t('answer.label')}>
    <${Place} answer=${answer} />
    ${answer.left.length > 0 && html`<p class="answer__left">
      <${Icon} name="ask" size="15" />
      ${t('answer.left', { words: quoted(answer.left) })}</p>`}
    <ul class="answer__parts">${answer.parts.map((part, i) => html`
      <${Part} key=${i} part=${part} />`)}</ul>
    ${ready && isDecided(answer) && html`<p class="answer__enter">
      <${Kbd}>Enter</${Kbd}> ${t('answer.enter')}
      ${rest.length > 0 && `; ${t('answer.rest', { words: quoted(rest) })}`}</p>`}
  </article>`;
}

/** The same in a few words, for who listens to the screen. */
export function answerSpoken(answer) {
  const { place, place_text: text, parts, left } = answer;
  const where = place && `${place.name}: ${PERFORMERS.map((p) =>
    `${t(`performer.${p}`)} ${formatMoney(place.prices[p])}`).join(', ')}`;
  return [
    where ?? (text && `${text}: ${t('verdict.none')}`),
    ...parts.map((p) => `${p.hit?.name ?? p.text}: ${
      t(`verdict.${p.verdict ?? 'none'}`)}`),
    left.length > 0 && t('answer.left', { words: left.join(', ') }),
  ].filter(Boolean).join('. ');
}
