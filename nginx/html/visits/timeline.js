import { latenessOf } from '../board/visit-window.js';
import { html } from '../lib/html.js';
import { formatTime, t, tCode } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { bars, pointOn, scaleOf, spanOn } from './scale.js';

const MINUTE_MS = 60 * 1000;
const at = (iso) => Date.parse(iso);

/** By how many minutes the medic misses the window; 0: in time. */
function lateBy({ items }, now) {
  const late = latenessOf(items[0].request, now);
  return late?.is === 'late' ? late.minutes : 0;
}

function barText({ start, end, items }, late) {
  const numbers = items.map(({ request: r }) => [r.number, r.place_name,
    tCode('state', r.state)].filter(Boolean).join(', '));
  return [`${formatTime(start)}–${formatTime(end)}`, ...numbers,
    late > 0 && t('visits.late', { n: late }),
    items.some((i) => !i.on_shift) && t('visits.off_shift')]
    .filter(Boolean).join('; ');
}

/** The way to a visit, and the visit; Enter opens its request. */
function Bar({
  bar, scale, now, current, onOpen, stop, onFocus,
}) {
  const [{ request }] = bar.items;
  const stray = bar.items.some((i) => !i.on_shift);
  const late = lateBy(bar, now);
  const text = barText(bar, late);
  const begin = at(bar.start);
  return html`
    ${bar.travel > 0 && html`<span class="way" aria-hidden="true"
      style=${spanOn(scale, begin - bar.travel * MINUTE_MS, begin)} />`}
    <button type="button" tabindex=${stop ? 0 : -1} onFocus=${onFocus}
      class=${`visit visit--${request.state} ${stray ? 'visit--stray' : ''} ${
        late ? 'visit--late' : ''}`}
      aria-pressed=${current ? 'true' : 'false'} title=${text}
      aria-label=${text} onClick=${() => onOpen(request.id)}
      style=${spanOn(scale, begin, at(bar.end))}>
      <span class="visit__time">${late > 0 && html`<${Icon} name="alert"
        size="13" />`}${formatTime(bar.start)}</span>
      <span class="visit__number">${bar.items.length > 1 ? `${bar.items.length} × ` : ''}${
        request.number}</span>
      <span class="visit__place">${request.place_name}</span>
    </button>`;
}

function Head({ medic, count, stop, onFocus, onMenu }) {
  return html`<button type="button" class="medic" tabindex=${stop ? 0 : -1}
      onFocus=${onFocus} onClick=${onMenu} aria-haspopup="dialog">
    <strong>${medic.name}</strong>
    <span class="quiet">${medic.specialities.join(', ')
      || t(`performer.${medic.kind}`)}</span>
    <span class="tab__count" title=${t('visits.count', { n: count })}>${count}
    </span></button>`;
}

function Track({ medic, scale, now, children }) {
  const line = pointOn(scale, now);
  return html`<div class="track">
    ${medic.shifts.map((s) => html`<span class="shift" key=${s.start}
      aria-hidden="true" style=${spanOn(scale, at(s.start), at(s.end))} />`)}
    ${scale.hours.map((h) => html`<span class="hour" key=${h}
      aria-hidden="true" style=${{ left: pointOn(scale, h) }} />`)}
    ${medic.absence && html`<span class="absent"><${Icon} name="no" size="14" />
      ${t('visits.absent')}${medic.absence.note
        ? `: ${medic.absence.note}` : ''}</span>`}
    ${!medic.absence && medic.shifts.length === 0 && html`<span class="absent">
      ${t('visits.no_shift')}</span>`}
    ${children}
    ${line && html`<span class="now" aria-hidden="true"
      style=${{ left: line }} />`}
  </div>`;
}

function Axis({ scale }) {
  return html`<div class="lane lane--axis" aria-hidden="true"><span />
    <div class="track">${scale.hours.map((h) => html`<span key=${h}
      class="axis" style=${{ left: pointOn(scale, h) }}>
      ${formatTime(h)}</span>`)}</div></div>`;
}

/**
 * The day on a line: a row for each medic, a bar for each visit.
 * @param {{medics: object[], items: object[], midnight: number, now: number,
 *   current: string | null, focus: {row: number, col: number},
 *   onFocus: (row: number, col: number) => void,
 *   onOpen: (id: string) => void, onMedic: (medic: object) => void}} props
 *   focus: the one place Tab leads to; column 0 is the medic
 */
export function Timeline({
  medics, items, midnight, now, current, focus, onFocus, onOpen, onMedic,
}) {
  const scale = scaleOf(midnight, medics, items);
  return html`<div class="timeline" role="group" aria-label=${t('visits.line')}>
    <${Axis} scale=${scale} />
    ${medics.map((medic, row) => {
      const own = items.filter((i) => i.request.visit.medic === medic.code);
      const is = (col) => focus.row === row && focus.col === col;
      return html`<div class="lane" key=${medic.code} role="group"
          aria-label=${medic.name} data-medic=${medic.code}>
        <${Head} medic=${medic} count=${own.length} stop=${is(0)}
          onFocus=${() => onFocus(row, 0)} onMenu=${() => onMedic(medic)} />
        <${Track} medic=${medic} scale=${scale} now=${now}>
          ${bars(own).map((bar, i) => html`<${Bar} key=${bar.start} bar=${bar}
            scale=${scale} now=${now} stop=${is(i + 1)} onOpen=${onOpen}
            onFocus=${() => onFocus(row, i + 1)}
            current=${bar.items.some((x) => x.request.id === current)} />`)}
        </${Track}>
      </div>`;
    })}
  </div>`;
}
