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

/** The same away from its field: it names what it is about. */
function namedText(pointer, wrong) {
  const text = errorText(pointer, wrong);
  const name = `contact${pointer.replaceAll('/', '.')}`;
  return wrong.code !== 'required' && hasText(name)
    ? t('error.named', { text, what: t(name) }) : text;
}

/** @param {Record<string, import('./form-rules.js').Wrong>} errors */
export function errorTexts(errors) {
  return Object.fromEntries(Object.entries(errors)
    .map(([pointer, wrong]) => [pointer, namedText(pointer, wrong)]));
}
