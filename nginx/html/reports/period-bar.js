import { html, useRef } from '../lib/html.js';
import { t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { Kbd } from '../ui/kbd.js';
import { PERIODS, VIEWS, movedBy, periodOf } from './period.js';

const VIEW_KEYS = { time: 'T', zone: 'Z', performer: 'P' };

function Picks({ label, options, value, group, keyOf, onPick }) {
  return html`<div class="picks" role="group" aria-label=${label}>
    ${options.map((name, i) => html`<button type="button" key=${name}
      class="button button--small" aria-pressed=${name === value ? 'true' : 'false'}
      onClick=${() => onPick(name)}>${t(`reports.${group}.${name}`)}
      <${Kbd}>${keyOf(name, i)}</${Kbd}></button>`)}</div>`;
}

function DateInput({ label, value, max, onValue, inputRef }) {
  return html`<label class="period__date"><span>${label}</span>
    <input class="input input--small" type="date" value=${value} max=${max}
      ref=${inputRef} onChange=${(e) => e.currentTarget.value
        && onValue(e.currentTarget.value)} /></label>`;
}

/**
 * Which days, told apart by what, compared or not; all by keyboard.
 * @param {{ask: import('./period.js').Ask, today: string, compare: boolean,
 *   onAsk: (ask: object) => void, onCompare: (on: boolean) => void}} props
 */
export function PeriodBar({ ask, today, compare, onAsk, onCompare }) {
  const first = useRef(null);
  function pick(name) {
    onAsk(periodOf(name, today, ask));
    if (name === 'own') first.current.focus();
  }
  const move = (sign) => onAsk(movedBy(ask, sign, today));
  const view = (name) => onAsk({ ...ask, view: name });
  useHotkeys({
    ...Object.fromEntries(PERIODS.map((name, i) => [`Digit${i + 1}`,
      () => pick(name)])),
    ...Object.fromEntries(VIEWS.map((name) => [`Key${VIEW_KEYS[name]}`,
      () => view(name)])),
    KeyC: () => onCompare(!compare),
    BracketLeft: () => move(-1),
    BracketRight: () => move(1),
  });
  const own = (change) => {
    const next = { ...ask, ...change, name: 'own' };
    onAsk(next.from > next.to ? { ...next, from: next.to } : next);
  };
  return html`<div class="period">
    <${Picks} label=${t('reports.period')} options=${PERIODS} value=${ask.name}
      group="period" keyOf=${(_, i) => i + 1} onPick=${pick} />
    <${DateInput} label=${t('reports.from')} value=${ask.from} max=${ask.to}
      inputRef=${first} onValue=${(from) => own({ from })} />
    <${DateInput} label=${t('reports.to')} value=${ask.to} max=${today}
      onValue=${(to) => own({ to })} />
    <${Picks} label=${t('reports.view')} options=${VIEWS} value=${ask.view}
      group="view" keyOf=${(name) => VIEW_KEYS[name]} onPick=${view} />
    <label class="check__label"><input type="checkbox" checked=${compare}
      onChange=${(e) => onCompare(e.currentTarget.checked)} />
      <span>${t('reports.compare')} <${Kbd}>C</${Kbd}></span></label>
  </div>`;
}
