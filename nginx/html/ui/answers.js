import { afterRender, html } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { FieldError } from './field-error.js';
import { useField } from './form-context.js';

const ANSWERS = ['yes', 'no', 'dont_know'];
const KEYS = {
  KeyY: 'yes', KeyN: 'no', Slash: 'dont_know', KeyQ: 'dont_know',
};

function Question({ pointer, item, answer, onAnswer, children }) {
  const { id, error } = useField(pointer);
  return html`<fieldset class="question" data-question id=${id} tabindex="-1"
      data-answer=${answer ?? ''}>
    <legend class="question__text">
      ${item.mark && html`<span class="tag">${item.mark}</span>${' '}`}
      ${item.text}</legend>
    <span class="question__answers">${ANSWERS.map((a) => html`
      <label key=${a} class=${`segment segment--${a}`}>
        <input type="radio" name=${id} value=${a} checked=${answer === a}
          aria-label=${t(`answer.${a}`)} onChange=${() => onAnswer(a)} />
        <span aria-hidden="true" title=${t(`answer.${a}`)}>
          ${a === 'dont_know' ? '?' : t(`answer.${a}`)}</span>
      </label>`)}</span>
    ${children}
    <${FieldError} id=${id} text=${error} />
  </fieldset>`;
}

/** Focus the answer that was given, else the first. */
export function focusQuestion(row) {
  if (!row) return;
  const target = row.querySelector('input:checked') ?? row.querySelector('input');
  target.focus();
  row.scrollIntoView({ block: 'nearest' });
}

/** Focus the first question without an answer, else one nobody knew. */
export function focusQuestions(box) {
  focusQuestion(box.querySelector('[data-answer=""]')
    ?? box.querySelector('[data-answer=dont_know]')
    ?? box.querySelector('[data-question]'));
}

/**
 * Questions answered by keyboard: Y, N, ? answer and go on, arrows move,
 * A says no to all that are open.
 * @param {{label: string, pointer: string, items: {code: string,
 *   text: string, mark?: string}[], answers: Record<string, string>,
 *   onAnswer: (code: string, answer: string) => void, onAllNo: () => void,
 *   onEnd?: () => void, extra?: (code: string) => any,
 *   commentOnYes?: boolean}} props  after a yes the comment is asked first
 */
export function Answers({
  label, pointer, items, answers, onAnswer, onAllNo, onEnd, extra,
  commentOnYes = false,
}) {
  function onKeyDown(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const typing = event.target.matches('input[type=text]');
    if (typing && !/Enter$/.test(event.code)) return;
    const row = event.target.closest('[data-question]');
    const rows = [...event.currentTarget.querySelectorAll('[data-question]')];
    const at = rows.indexOf(row);
    const answer = event.key === '?' ? 'dont_know' : KEYS[event.code];
    const goOn = () => (at + 1 < rows.length ? focusQuestion(rows[at + 1])
      : onEnd?.());
    if (typing) goOn();
    else if (answer && at >= 0) {
      onAnswer(items[at].code, answer);
      if (answer === 'yes' && commentOnYes) {
        afterRender(() => row.querySelector('input[type=text]')?.focus());
      } else if (answer !== 'yes' || at + 1 < rows.length) goOn();
    } else if (event.code === 'KeyA') onAllNo();
    else if (event.code === 'ArrowDown') focusQuestion(rows[at + 1]);
    else if (event.code === 'ArrowUp') focusQuestion(rows[at - 1]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return html`<div class="questions" role="group" aria-label=${label}
      onKeyDown=${onKeyDown}>
    ${items.map((item) => html`<${Question} key=${item.code}
      pointer=${`${pointer}/${item.code}`} item=${item}
      answer=${answers[item.code]}
      onAnswer=${(a) => onAnswer(item.code, a)}>${extra?.(item.code)}
    </${Question}>`)}
  </div>`;
}
