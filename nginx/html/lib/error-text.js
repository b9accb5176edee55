import { hasText, t } from './i18n.js';

/**
 * What ${pointer} says when it is ${wrong}; '' for nothing wrong.
 * @param {import('./form-rules.js').Wrong | null} wrong
 */
export function errorText(pointer, wrong) {
  if (!wrong) return '';
  const missing = `missing${pointer.replaceAll('/', '.')}`;
  if (wrong.code === 'required' && hasText(missing)) return t(missing);
  const key = `error.${wrong.code}`;
  return hasText(key) ? t(key, wrong) : t('error.invalid');
}

/** @param {Record<string, import('./form-rules.js').Wrong>} errors */
export function errorTexts(errors) {
  return Object.fromEntries(Object.entries(errors)
    .map(([pointer, wrong]) => [pointer, errorText(pointer, wrong)]));
}
