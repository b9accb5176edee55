import { valueAt } from '../lib/pointer.js';

/**
 * The errors ${errors} of the body ${checked} that still stand in ${body}.  What
 * was changed is checked anew by ${check}; a text that is being typed says
 * itself what is wrong with it.
 */
export function standingErrors(errors, checked, body, check) {
  const open = Object.keys(errors);
  if (!open.length) return errors;
  const same = (pointer) => JSON.stringify(valueAt(body, pointer))
    === JSON.stringify(valueAt(checked, pointer));
  const anew = check(body);
  return Object.fromEntries(open
    .map((p) => [p, same(p) ? errors[p]
      : typeof valueAt(body, p) !== 'string' && anew[p]])
    .filter(([, text]) => text));
}
