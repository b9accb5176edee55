import { now } from '../lib/clock.js';
import { html, useLayoutEffect, useRef } from '../lib/html.js';
import { formatMoney, formatWhen, t } from '../lib/i18n.js';
import { useHotkeys } from '../lib/keys.js';
import { Icon } from '../ui/icon.js';
import { Kbd } from '../ui/kbd.js';
import { ScriptCard } from '../ui/script-card.js';
import { ZoneBadge } from '../ui/zone-badge.js';

/** A second Enter of the posting must not wipe the number off the screen. */
const HASTY_MS = 400;

/** The request is in the queue: its number, and what to say. */
export function PostedCard({ request, onNew, onMore }) {
  const button = useRef(null);
  useLayoutEffect(() => button.current.focus(), []);
  useHotkeys({ KeyN: onNew, KeyE: onMore });
  const shownAt = useRef(performance.now());
  function onKeyDown(event) {
    const hasty = performance.now() - shownAt.current < HASTY_MS;
    if (hasty && /Enter$/.test(event.code)) event.preventDefault();
  }
  const time = formatWhen(request.promise.deadline_at, now());
  const { quote } = request;
  const late = request.promise.out_of_hours;
  return html`<section class="posted" aria-live="polite">
    <${Icon} name="done" size="44" />
    <h1>${t('posted.title')}</h1>
    <p class="posted__number">${request.number}</p>
    <p class="posted__promise">${t('posted.promise', { time })}</p>
    <p class="posted__price"><${ZoneBadge} code=${request.zone} />
      ${formatMoney(quote.total)}
      ${quote.lines.some((l) => l.in_trip_group) && html`
        <span class="quiet">${t('price.in_trip')}</span>`}</p>
    <p class="price__tariff">${quote.valid_until
      ? t('posted.tariff', { version: quote.tariff_version,
        time: formatWhen(quote.valid_until, now()) })
      : t('price.tariff', { version: quote.tariff_version })}</p>
    <p class="say">${t(late ? 'posted.say_closed' : 'posted.say',
      { time, number: request.number })}</p>
    ${late && html`<${ScriptCard} situation="out_of_hours" open />`}
    <p class="posted__buttons">
      <button type="button" class="button button--main button--large"
        ref=${button} onKeyDown=${onKeyDown} onClick=${onNew}>
        ${t('posted.new')}<${Kbd}>N</${Kbd}></button>
      <button type="button" class="button button--large" onClick=${onMore}>
        ${t('posted.more')}<${Kbd}>E</${Kbd}></button>
    </p>
  </section>`;
}
