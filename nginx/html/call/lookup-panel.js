import { html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { AnswerCard, answerSpoken } from './answer-card.js';
import { LookupOption } from './lookup-option.js';
import { VerdictCard } from './verdict-card.js';

/** The answer in a few words, for who listens to the screen. */
export function LookupSpoken({ found }) {
  const { query, line, ambiguous, problem, options } = found;
  if (!query) return '';
  if (line) return answerSpoken(line);
  if (ambiguous) return t('lookup.ambiguous');
  if (options.length === 0) return t(problem ?? 'lookup.nothing');
  return t('lookup.found', { n: options.length });
}

/**
 * What the box found: the options, and the card of the one under the cursor or
 * of the whole line.
 * @param {{found: object, asked: boolean, current: object | null, card: object,
 *   onPick: (hit: object) => void, onBack: () => void,
 *   onAnswer: (met: boolean) => void}} props
 *   asked: the card asks something, the options wait
 */
export function LookupPanel({
  found, asked, current, card, onPick, onBack, onAnswer,
}) {
  const { options, selected } = found;
  return html`
    <div class="lookup__side" hidden=${asked}>
      ${found.ambiguous && !found.line && html`<p class="lookup__ask">
        <${Icon} name="ask" />${t('lookup.ambiguous')}</p>`}
      <ul id="lookup-list" role="listbox" aria-label=${t('lookup.results')}
        class="lookup__list">
        ${options.map((hit, i) => html`<${LookupOption} id=${`lookup-${i}`}
          key=${i} hit=${hit} selected=${i === selected}
          onPick=${() => onPick(hit)}
          onPoint=${() => selected !== i && found.select(i)} />`)}
      </ul>
      ${options.length > 0 && selected < 0 && html`
        <p class="lookup__hint">${
          t(found.line ? 'lookup.one_by_one' : 'lookup.pick')}</p>`}
      ${options.length === 0 && found.query && html`
        <p class="lookup__hint">${
          t(found.problem ?? 'lookup.nothing')}</p>`}
    </div>
    ${current ? html`<div class="lookup__card" ref=${card}>
      <${VerdictCard} key=${current.code} hit=${current}
        onBack=${onBack}
        onAnswer=${onAnswer} /></div>`
    : found.line && html`<div class="lookup__card">
      <${AnswerCard} answer=${found.line} ready=${selected < 0} /></div>`}`;
}
