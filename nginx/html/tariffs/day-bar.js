import { clinicIso, clinicParts, now } from '../lib/clock.js';
import { html, useRef, useState } from '../lib/html.js';
import { formatDate, t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { Kbd } from '../ui/kbd.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The day whose prices are shown, and as known when. */
function KnownAt({ value, onValue }) {
  const [date, time] = value ? Object.values(clinicParts(Date.parse(value)))
    : ['', ''];
  function change(text) {
    const [day, clock] = text.split('T');
    onValue(text ? clinicIso(day, clock) : null);
  }
  return html`<label class="daybar__field">${t('tariffs.known_at')}
    <input class="input" type="datetime-local" id="tariffs-known"
      value=${value ? `${date}T${time}` : ''}
      max=${`${clinicParts(now()).date}T23:59`}
      onChange=${(e) => change(e.currentTarget.value)} /></label>`;
}

/**
 * Which prices the grid shows: of a day, and as they were known at a moment.
 * @param {{day: string, today: string, next: string | undefined,
 *   knownAt: string | null, onDay: (day: string) => void,
 *   onKnownAt: (iso: string | null) => void}} props
 */
export function DayBar({
  day, today, next, knownAt, onDay, onKnownAt, children,
}) {
  const [back, setBack] = useState(false);
  const field = useRef(null);
  const tomorrow = clinicParts(now() + DAY_MS).date;
  const toggle = () => {
    if (back) onKnownAt(null);
    setBack(!back);
  };
  const days = [['today', today, 'KeyT', 'T'], ['tomorrow', tomorrow, 'KeyM', 'M'],
    ...(next ? [['next_change', next, 'KeyN', 'N']] : [])];
  useHotkeys({
    ...Object.fromEntries(days.map(([, at, code]) => [code, () => onDay(at)])),
    KeyD: () => field.current.focus(),
    KeyK: toggle,
  });
  return html`<div class="daybar" role="group" aria-label=${t('tariffs.day')}>
    <label class="daybar__field">${t('tariffs.day')}
      <input class="input" type="date" id="tariffs-day" ref=${field} value=${day}
        onChange=${(e) => onDay(e.currentTarget.value || today)} /></label>
    ${days.map(([name, at, , key]) => html`<button type="button" key=${name}
      class="button button--small" aria-pressed=${at === day ? 'true' : 'false'}
      onClick=${() => onDay(at)}>${t(`tariffs.to.${name}`, { date: formatDate(at) })}
      <${Kbd}>${key}</${Kbd}></button>`)}
    <button type="button" class="button button--small" onClick=${toggle}
      aria-expanded=${back ? 'true' : 'false'}>${t('tariffs.look_back')}
      <${Kbd}>K</${Kbd}></button>
    ${back && html`<${KnownAt} value=${knownAt} onValue=${onKnownAt} />`}
    <div class="tariffs__tools">${children}</div>
  </div>`;
}
