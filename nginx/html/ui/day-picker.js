import { addDays, isDate } from '../lib/days.js';
import { html } from '../lib/html.js';
import { formatDay, t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { Icon } from './icon.js';
import { Kbd } from './kbd.js';

/** [ and ] go from day to day; for whoever owns the keys of the place. */
export function useDayKeys(day, onDay) {
  useHotkeys({
    BracketLeft: () => { onDay(addDays(day, -1)); },
    BracketRight: () => { onDay(addDays(day, 1)); },
  });
}

/**
 * One day: the one before, the one after, or any; with useDayKeys().
 * @param {{day: string, today: string, onDay: (day: string) => void}} props
 */
export function DayPicker({ day, today, onDay }) {
  const step = (n) => () => { onDay(addDays(day, n)); };
  return html`<div class="day-picker" role="group" aria-label=${t('day.label')}>
    <button type="button" class="button button--icon" onClick=${step(-1)}
      aria-label=${t('day.before')} aria-keyshortcuts="["
      title=${t('day.before')}><span class="turned"><${Icon} name="arrow" /></span>
      <${Kbd}>[</${Kbd}></button>
    <input type="date" class="input input--small" value=${day}
      aria-label=${t('day.label')} onChange=${(e) => {
        if (isDate(e.currentTarget.value)) onDay(e.currentTarget.value);
      }} />
    <span class="day-picker__name" aria-live="polite">${formatDay(day)}${
      day === today ? `, ${t('day.today')}` : ''}</span>
    <button type="button" class="button button--icon" onClick=${step(1)}
      aria-label=${t('day.after')} aria-keyshortcuts="]"
      title=${t('day.after')}><${Icon} name="arrow" />
      <${Kbd}>]</${Kbd}></button>
  </div>`;
}
