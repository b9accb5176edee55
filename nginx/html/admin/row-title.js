import { formatDate, hasText, language, t } from '../lib/i18n.js';

const NAMED = ['name', 'title', 'sign', 'question', 'query', 'pattern'];

/** Monday is 1. */
export function weekdayName(n, weekday = 'long') {
  return new Intl.DateTimeFormat(language.get(),
    { weekday, timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, n)));
}

/** A row in one line. */
export function rowTitle(table, row) {
  const key = row[table.key];
  if (table.table === 'week-hours') return weekdayName(Number(key));
  if (table.table === 'calendar') {
    return [formatDate(key), row.note].filter(Boolean).join(' · ');
  }
  if (table.table === 'settings') {
    return hasText(`setting.${key}`) ? t(`setting.${key}`) : row.comment;
  }
  if (table.table === 'service-answers') {
    const [service, answer] = key.split('.');
    return `${service} — ${t(`answer.${answer}`)}`;
  }
  const name = NAMED.find((n) => row[n]);
  return name ? row[name] : key;
}
