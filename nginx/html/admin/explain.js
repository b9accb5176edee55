import { get, query } from '../lib/api.js';
import { html, useEffect, useState } from '../lib/html.js';
import { language, t } from '../lib/i18n.js';
import { goWithin } from '../lib/route.js';
import { VerdictMark } from '../call/verdict-mark.js';

const WAIT_MS = 120;

/** The explained answer to ${text}, as it is typed; null: none yet. */
export function useExplained(text) {
  const [answer, setAnswer] = useState(null);
  useEffect(() => {
    setAnswer((old) => (text.trim() ? old : null));
    if (!text.trim()) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => get(`/services/explain${query({ q: text })}`,
      { signal: stop.signal }).then(setAnswer, () => {}), WAIT_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return answer;
}

function percent(share) {
  return new Intl.NumberFormat(language.get(), {
    style: 'percent', maximumFractionDigits: 0,
  }).format(share);
}

function wordTone({ class: kind, like }) {
  if (like >= 0.8) return 'full';
  if (like > 0) return 'part';
  return ['noise', 'light'].includes(kind) ? 'free' : 'none';
}

function Words({ label, share, words }) {
  return html`<p class="explain__words"><span class="quiet">${label}
      ${' '}${percent(share)}:</span>${' '}
    ${words.map((w, i) => html`<span key=${i}
      class=${`word word--${wordTone(w)}`} title=${t(`explain.tone.${wordTone(w)}`)}>
      ${w.text}${w.like > 0 && w.like < 1 && html` <small>${percent(w.like)}
      </small>`}</span> `)}</p>`;
}

function Hit({ hit, decides }) {
  return html`<li class="card explain__hit">
    <header><strong>${hit.name}</strong> <a href=${`/catalogue/services/${hit.code}`}
        onClick=${(e) => {
          e.preventDefault();
          goWithin(['services', hit.code]);
        }}>${hit.code}</a>
      <${VerdictMark} verdict=${hit.verdict} />
      <span class=${`tag explain__score ${hit.score >= decides
        ? 'explain__score--good' : ''}`}>${percent(hit.score)}</span></header>
    <p class="quiet">${t('explain.phrase', { phrase: hit.phrase })}
      ${hit.penalty < 1 && html` · ${t('explain.layout',
        { share: percent(hit.penalty) })}`}
      ${hit.capped && html` · ${t('explain.capped')}`}</p>
    <${Words} label=${t('explain.query_share')} share=${hit.query_share}
      words=${hit.query_words} />
    <${Words} label=${t('explain.phrase_share')} share=${hit.phrase_share}
      words=${hit.phrase_words} />
  </li>`;
}

/** "Try a query": what an operator would be told, and why. */
export function ExplainView() {
  const [text, setText] = useState('');
  const answer = useExplained(text);
  return html`<section class="edit-whole explain">
    <div class="card explain__ask">
      <label class="field__label" for="explain-q">${t('explain.ask')}</label>
      <input class="input" id="explain-q" type="search" autocomplete="off"
        ref=${(e) => e && !text && e.focus()} value=${text}
        onInput=${(e) => setText(e.currentTarget.value)} />
      <p class="explain__verdict" role="status">${answer && html`
        ${t('explain.answer')}${' '}
        <${VerdictMark} verdict=${answer.verdict ?? 'none'} />
        <span class="quiet"> ${t('explain.decides',
          { share: percent(answer.decides) })}</span>`}</p>
    </div>
    ${answer?.hits.length === 0 && html`<p class="empty">
      ${t('explain.nothing')}</p>`}
    ${!text && html`<p class="empty">${t('explain.lead')}</p>`}
    <ol class="explain__hits">${(answer?.hits ?? []).map((hit) => html`
      <${Hit} key=${hit.code} hit=${hit} decides=${answer.decides} />`)}</ol>
  </section>`;
}
