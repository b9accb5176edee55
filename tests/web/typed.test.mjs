/** The screen reads what is typed as the server does: the same cases. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { parseBirthDate } from '../../nginx/html/lib/birth-date.js';
import { tidyName } from '../../nginx/html/lib/person-name.js';
import { parsePhone } from '../../nginx/html/lib/phone.js';
import {
  hasHidden, textLength, tidyText, withoutHidden,
} from '../../nginx/html/lib/text.js';

const cases = (name) => JSON.parse(fs.readFileSync(
  new URL(`../cases/${name}.json`, import.meta.url),
));

const HOW = {
  '/patient/name': (text) => tidyName(tidyText(text)).text,
  '/patient/phone': (text) => parsePhone(text) ?? tidyText(text),
};

test('what is stored is what the screen makes of it', () => {
  for (const { at, typed, clean, times = 1 } of cases('typed')) {
    if (clean === undefined) continue;
    const read = (HOW[at] ?? tidyText)(typed.repeat(times));
    assert.equal(read, clean.repeat(times), `${at} ${JSON.stringify(typed)}`);
  }
});

test('what nobody can see is found, and can be taken out', () => {
  for (const { at, typed, error } of cases('typed')) {
    assert.equal(hasHidden(typed), error === 'hidden_character',
      `${at} ${JSON.stringify(typed)}`);
    assert.equal(hasHidden(withoutHidden(typed)), false);
  }
  assert.equal(hasHidden('Тест\ud800'), true);
  assert.equal(hasHidden('Тест\0'), true);
});

test('a word of two alphabets is told', () => {
  for (const { at, typed, error } of cases('typed')) {
    if (at !== '/patient/name') continue;
    assert.equal(tidyName(tidyText(typed)).mixed, error === 'name_mixed', typed);
  }
});

test('characters are counted, not their halves', () => {
  assert.equal(textLength('😀я'), 2);
});

test('phones', () => {
  for (const { typed, e164 } of cases('phones')) {
    assert.equal(parsePhone(typed), e164, JSON.stringify(typed));
  }
});

test('birth dates as they are typed', () => {
  for (const { typed, iso, error } of cases('births')) {
    assert.deepEqual(parseBirthDate(typed, '2026-11-23'),
      iso ? { iso } : { error }, JSON.stringify(typed));
  }
});
