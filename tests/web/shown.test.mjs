import assert from 'node:assert/strict';
import test from 'node:test';
import { ageOn, showBirthDate } from '../../nginx/html/lib/birth-date.js';
import { showPhone } from '../../nginx/html/lib/phone.js';

const TODAY = '2026-11-23';

test('whole years, the day before the birthday too', () => {
  assert.equal(ageOn('2011-11-24', TODAY), 14);
  assert.equal(ageOn('2011-11-23', TODAY), 15);
  assert.equal(ageOn(TODAY, TODAY), 0);
});

test('shown as it is typed', () => {
  assert.equal(showBirthDate('1980-01-31'), '31.01.1980');
  assert.equal(showBirthDate(null), '');
});

test('a phone is shown for reading aloud', () => {
  assert.equal(showPhone('+78125550102'), '+7 812 555-01-02');
  assert.equal(showPhone('+358401234567'), '+358401234567');
  assert.equal(showPhone(null), '');
});
