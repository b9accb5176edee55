import { html, useState } from '../lib/html.js';
import { formatDay, t } from '../lib/i18n.js';
import { Icon } from '../ui/icon.js';
import { clockOf, hoursOf } from './hours.js';

/** Of which day a shift is, in words. */
export function dayOf(shift) {
  return shift.date ? formatDay(shift.date) : t(`weekday.${shift.weekday}`);
}

/** One shift: its hours can be typed over, or it goes. */
export function ShiftRow({ shift, onSave, onRemove }) {
  const [from, setFrom] = useState(clockOf(shift.start_min));
  const [to, setTo] = useState(clockOf(shift.end_min));
  const day = dayOf(shift);
  const hours = hoursOf(from, to);
  const other = shift.kind === 'work' && hours && (hours.start_min !== shift.start_min
    || hours.end_min !== shift.end_min);
  function keep(event) {
    if (event.code !== 'Enter') return;
    event.preventDefault();
    if (other) onSave(shift, hours);
  }
  const input = (label, value, set) => html`<input class="input input--small"
    type="text" inputmode="numeric" size="5" value=${value}
    aria-label=${`${day}, ${label}`} aria-invalid=${hours ? undefined : 'true'}
    onInput=${(e) => set(e.currentTarget.value)} onKeyDown=${keep} />`;
  return html`<li class="shift-row"><span class="shift-row__day">${day}</span>
    ${shift.kind === 'absence' ? html`<strong class="shift-row__absent">
        ${t('visits.absent')}</strong>`
      : html`${input(t('visits.from'), from, setFrom)}
        <span aria-hidden="true">–</span>${input(t('visits.to'), to, setTo)}
        ${hours && hours.end_min > 1440 && html`<span class="tag">
          ${t('visits.next_day')}</span>`}`}
    <span class="quiet shift-row__note">${shift.note}</span>
    ${other && html`<button type="button" class="button button--small"
      onClick=${() => onSave(shift, hours)}>${t('visits.save')}</button>`}
    <button type="button" class="button button--icon button--small"
      aria-label=${t('visits.remove', { day })} title=${t('visits.remove', { day })}
      onClick=${() => onRemove(shift)}><${Icon} name="close" size="16" /></button>
  </li>`;
}
