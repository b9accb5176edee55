import { ruleOf, textError } from '../lib/form-rules.js';
import { parsePhone, showPhone } from '../lib/phone.js';
import { tidyName } from '../lib/person-name.js';
import { tidyText } from '../lib/text.js';

/** Contact data of a posted request, as texts by pointer. */

const POINTERS = ['/patient/phone', '/caller/name', '/caller/relation',
  '/caller/phone', '/address/text', '/address/entrance', '/address/floor',
  '/address/flat', '/address/intercom', '/address/note'];

const isPhone = (pointer) => pointer.endsWith('/phone');

/** "/patient/phone" as its names. */
function parts(pointer) {
  return pointer.split('/').slice(1);
}

/** @returns {Record<string, string>}  as the fields show them */
export function contactOf(request) {
  return Object.fromEntries(POINTERS.map((pointer) => {
    const [group, name] = parts(pointer);
    const value = request[group]?.[name] ?? '';
    return [pointer, isPhone(pointer) ? showPhone(value) : value];
  }));
}

/** As it is sent. */
function tidy(pointer, text) {
  if (isPhone(pointer)) return parsePhone(text) ?? tidyText(text);
  return pointer === '/caller/name' ? tidyName(tidyText(text)).text
    : tidyText(text);
}

export function differing(a, b) {
  return POINTERS.filter((p) => tidy(p, a[p]) !== tidy(p, b[p]));
}

/** The body of the correction; null when nothing is other. */
export function patchOf(base, typed) {
  const changed = differing(base, typed);
  const patch = {};
  for (const pointer of changed) {
    const [group, name] = parts(pointer);
    patch[group] = {
      ...patch[group], [name]: tidy(pointer, typed[pointer]) || null,
    };
  }
  return changed.length ? patch : null;
}

/**
 * What was typed, over what the request has become meanwhile.
 * @returns {{typed: Record<string, string>, changed: {pointer: string,
 *   now: string, kept: boolean}[]}}  kept: the typed text stays over it
 */
export function rebase(base, typed, now) {
  const mine = new Set(differing(base, typed));
  const changed = differing(base, now).map((pointer) => ({
    pointer,
    now: now[pointer],
    kept: mine.has(pointer) && typed[pointer] !== now[pointer],
  }));
  const taken = changed.filter((c) => !c.kept).map((c) => [c.pointer, c.now]);
  return { typed: { ...typed, ...Object.fromEntries(taken) }, changed };
}

/** As a person reads it. */
export function showContact(pointer, text) {
  const tidied = tidy(pointer, text);
  return isPhone(pointer) ? showPhone(tidied) : tidied;
}

/**
 * What the server would refuse.
 * @returns {Record<string, import('../lib/form-rules.js').Wrong>}
 */
export function checkContact(fields, typed) {
  const errors = {};
  for (const pointer of POINTERS) {
    const rule = ruleOf(fields, pointer);
    const text = tidy(pointer, typed[pointer]);
    if (!rule) continue;
    const wrong = text ? textError(rule, text)
      : rule.when !== 'optional' && { code: 'required' };
    if (wrong) errors[pointer] = wrong;
  }
  return errors;
}
