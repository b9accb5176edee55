import { formatDate, hasText, t, tCode } from '../lib/i18n.js';
import { showValue } from './values.js';

/** What a field of ${table} is called. */
export function fieldLabel(table, name) {
  const own = `field.${table.table}.${name}`;
  return hasText(own) ? t(own) : tCode('field', name);
}

/** A word of advice under a field; '' when there is none. */
export function fieldHelp(table, name) {
  const key = `field_help.${table.table}.${name}`;
  return hasText(key) ? t(key) : '';
}

const GROUPS = { outcome: 'verdict', answer_verdict: 'verdict' };

/** A choice in words; outcomes are verdicts and two more. */
export function choiceText(field, code) {
  if (!code) return '';
  const own = `${field.type}.${code}`;
  return hasText(own) ? t(own) : tCode(GROUPS[field.type] ?? field.type, code);
}

/** A value as a person reads it, of a row or of the form. */
export function valueText(field, value) {
  if (Array.isArray(value)) return value.join('; ');
  if (value === null || value === undefined || value === '') {
    return t('edit.none');
  }
  if (field.type === 'bool') {
    return t(String(value) === 'true' ? 'answer.yes' : 'answer.no');
  }
  if (field.type === 'minute' && /^\d+$/.test(value)) {
    return showValue(field, Number(value));
  }
  if (field.type === 'date') return formatDate(value);
  return choiceText(field, String(value)).replaceAll('\n', '; ');
}
