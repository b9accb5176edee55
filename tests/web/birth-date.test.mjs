import assert from 'node:assert/strict';
import test from 'node:test';
import {
  ageOn, parseBirthDate, showBirthDate,
} from '../../nginx/html/lib/birth-date.js';

const TODAY = '2026-11-23';

test('usual ways to say a date', () => {
  for (const text of ['1.2.1950', '01.02.1950', '01/02/1950', '1-2-1950',
    '1 2 1950', '01021950', '1950-02-01', ' 1.2.1950 г.', '1,2,1950']) {
    assert.deepEqual(parseBirthDate(text, TODAY), { iso: '1950-02-01' }, text);
  }
});

test('what is not a date says why', () => {
  const wrong = {
    '': 'unreadable',
    'вчера': 'unreadable',
    '1.2': 'unreadable',
    '1.2.50': 'year',
    '1.2.195': 'year',
    '31.02.1980': 'no_such_day',
    '29.02.1900': 'no_such_day',
    '00.01.1980': 'no_such_day',
    '1.13.1980': 'no_such_day',
    '24.11.2026': 'future',
    '1.1.1890': 'too_old',
  };
  for (const [text, error] of Object.entries(wrong)) {
    assert.deepEqual(parseBirthDate(text, TODAY), { error }, text);
  }
});

test('a leap day, today, and the oldest', () => {
  assert.deepEqual(parseBirthDate('29.02.2000', TODAY), { iso: '2000-02-29' });
  assert.deepEqual(parseBirthDate('23.11.2026', TODAY), { iso: TODAY });
  assert.deepEqual(parseBirthDate('23.11.1896', TODAY), { iso: '1896-11-23' });
});

test('whole years, the day before the birthday too', () => {
  assert.equal(ageOn('2011-11-24', TODAY), 14);
  assert.equal(ageOn('2011-11-23', TODAY), 15);
  assert.equal(ageOn(TODAY, TODAY), 0);
});

test('shown as it is typed', () => {
  assert.equal(showBirthDate('1980-01-31'), '31.01.1980');
  assert.equal(showBirthDate(null), '');
});
