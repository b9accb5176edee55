import { parseTimeOfDay } from '../lib/time-of-day.js';
import { tidyText } from '../lib/text.js';

/**
 * Rows of reference data as fields hold them: a text for every type but bool.
 * Lists have a line an item; a line of services is a code and its name.
 *
 * @typedef {{name: string, type: string, required: boolean, max: number,
 *   choices: string[]}} EditField
 * @typedef {{table: string, key: string, key_max: number, add: boolean,
 *   remove: boolean, fields: EditField[]}} EditTable  as GET /edit-fields
 */

const MIDNIGHT = '24:00';

function showMinute(minute) {
  const two = (n) => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

function parseMinute(text) {
  const clock = text.trim() === MIDNIGHT ? MIDNIGHT : parseTimeOfDay(text);
  if (!clock) return null;
  const [hours, minutes] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

function lines(text) {
  return text.split('\n').map(tidyText).filter(Boolean);
}

const show = {
  bool: (value, field) => value ?? field.max > 0, // of a new row
  int: (value) => String(value ?? 0),
  minute: (value) => showMinute(value ?? 0),
  list: (value) => (value ?? []).join('\n'),
  services: (value) => (value ?? []).join('\n'),
  zones: (value) => (value ?? []).join('\n'),
  text: (value) => value ?? '',
};

// What cannot be read goes as it is: the server says what is wrong.
const read = {
  bool: (typed) => typed,
  int: (typed) => (/^\d+$/.test(typed.trim()) ? Number(typed) : typed),
  minute: (typed) => parseMinute(typed) ?? typed,
  list: lines,
  zones: lines,
  services: (typed) => lines(typed).map((line) => line.split(' ')[0]),
  text: (typed) => tidyText(typed) || null,
};

/** Types that are held as another one. */
const HELD_AS = { house: 'int' };

const by = (kinds, type) => kinds[HELD_AS[type] ?? type] ?? kinds.text;

export function showValue(field, value) {
  return by(show, field.type)(value, field);
}

export function readValue(field, typed) {
  return by(read, field.type)(typed);
}

/** What the form holds of ${row}; of none: an empty one. */
export function typedOf(table, row) {
  return Object.fromEntries(table.fields.map((f) => [
    f.name, showValue(f, row?.[f.name])]));
}

/** The row as it is sent, with its key when it is a new one. */
export function bodyOf(table, typed) {
  return Object.fromEntries(table.fields.map((f) => [
    f.name, readValue(f, typed[f.name])]));
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The fields in which two typed rows differ. */
export function differing(table, a, b) {
  return table.fields.filter((f) => !same(readValue(f, a[f.name]),
    readValue(f, b[f.name])));
}

/** The body of a change; null when nothing is other. */
export function patchOf(table, base, typed) {
  const changed = differing(table, base, typed);
  return changed.length ? Object.fromEntries(changed.map((f) => [
    f.name, readValue(f, typed[f.name])])) : null;
}

/**
 * What was typed, over what the row has become meanwhile.
 * @returns {{typed: object, changed: {field: EditField, before: any, now: any,
 *   kept: boolean}[]}}  kept: the typed value stays over it
 */
export function rebase(table, base, typed, now) {
  const mine = new Set(differing(table, base, typed));
  const changed = differing(table, base, now).map((field) => {
    const { name } = field;
    return {
      field,
      before: base[name],
      now: now[name],
      kept: mine.has(field) && differing({ fields: [field] }, typed, now)
        .length > 0,
    };
  });
  const taken = changed.filter((c) => !c.kept).map((c) => [c.field.name, c.now]);
  return { typed: { ...typed, ...Object.fromEntries(taken) }, changed };
}

/** Whether every word of ${filter} is somewhere in the texts of ${row}. */
export function matches(row, filter) {
  const fold = (text) => text.toLowerCase().replaceAll('ё', 'е');
  const all = fold(Object.values(row).flat().filter((v) => typeof v === 'string')
    .join(' '));
  return fold(filter).split(/\s+/).every((word) => all.includes(word));
}
