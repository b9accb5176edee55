import { html } from '../lib/html.js';
import { formatTime, formatWhen, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { Urgency } from '../ui/urgency.js';
import { latenessOf, planned } from './visit-window.js';

/** Of each: the colour of a promise as urgent, and a sign. */
const SIGNS = {
  late: ['overdue', 'alert'], now: ['amber', 'clock'], soon: ['amber', 'clock'],
  came: ['red', 'home'], door: ['kept', 'home'], plan: ['calm', 'clock'],
};

/** "12 мин", "1:20". */
function spanText(minutes) {
  if (minutes < 60) return t('late.minutes', { n: minutes });
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Where a visit stands against its window, in a sign, a figure and a word. */
function figures({ visit, state }, now) {
  const late = latenessOf({ visit, state }, now);
  if (late) {
    return [late.is, (late.is === 'late' ? '+' : '') + spanText(late.minutes)];
  }
  return visit.arrived_at ? ['door', formatTime(visit.arrived_at)]
    : ['plan', formatWhen(visit.window_start, now)];
}

/** What presses: the promise to call, or, once there is a visit, its window. */
export function Lateness({ request, now }) {
  const { visit } = request;
  if (!planned(request)) {
    return html`<${Urgency} promise=${request.promise} now=${now} />`;
  }
  const [is, figure] = figures(request, now);
  const [colour, icon] = SIGNS[visit.arrived_at && is === 'late' ? 'came' : is];
  return html`<span class=${`urgency urgency--${colour}`}
      title=${t('step.window', { from: formatWhen(visit.window_start, now),
        to: formatTime(visit.window_end) })}>
    <${Icon} name=${icon} size="16" />
    <span class="urgency__left">${figure}</span>
    <span class="urgency__word">${t(`late.${is}`)}</span>
  </span>`;
}
