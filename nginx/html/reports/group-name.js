import { html } from '../lib/html.js';
import { formatDate, language, t } from '../lib/i18n.js';
import { ZoneBadge } from '../ui/zone-badge.js';

/** A day, a week by its Monday, a month by its name. */
export function timeName(key, by) {
  if (by !== 'month') return formatDate(key);
  return new Intl.DateTimeFormat(language.get(), {
    month: 'long', year: 'numeric', timeZone: 'UTC',
  }).format(new Date(key));
}

/** The same below a chart, where there is little room. */
export function timeTick(key, by) {
  return new Intl.DateTimeFormat(language.get(), {
    ...(by === 'month' ? { month: 'short', year: '2-digit' }
      : { day: 'numeric', month: 'short' }),
    timeZone: 'UTC',
  }).format(new Date(key));
}

/** What the rows of a report are named. */
export function GroupName({ row, by }) {
  if (by === 'queue') return row.title ?? row.key;
  if (row.key === null) return t('reports.not_said');
  if (by === 'zone') return html`<${ZoneBadge} code=${row.key} />`;
  if (by === 'performer') return t(`reports.performer.${row.key}`);
  if (by === 'week') {
    return t('reports.week_of', { date: timeName(row.key, by) });
  }
  return timeName(row.key, by);
}
