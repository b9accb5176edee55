import { t, tCode } from '../lib/i18n.js';
import { differing, showContact } from './contact.js';

function nameOf(pointer) {
  return t(`contact${pointer.replaceAll('/', '.')}`);
}

/** "flat: 41" */
export function contactInWords(pointer, text) {
  const shown = pointer === '/caller/relation' ? tCode('relation', text)
    : showContact(pointer, text);
  return t('correct.change', {
    what: nameOf(pointer), text: shown || t('correct.nothing'),
  });
}

/** The changes, for somebody else to make. */
export function changesInWords(base, typed) {
  return differing(base, typed).map((p) => contactInWords(p, typed[p]))
    .join('; ');
}
