import assert from 'node:assert/strict';
import test from 'node:test';
import { parsePhone, showPhone } from '../../nginx/html/lib/phone.js';

test('Russian numbers in any shape', () => {
  for (const text of ['8 (812) 555-01-02', '+7 812 555-01-02', '78125550102',
    '812 555 01 02', '8125550102', '8-812-555-01-02', '007 812 555 01 02']) {
    assert.equal(parsePhone(text), '+78125550102', text);
  }
});

test('other countries need + or 00', () => {
  assert.equal(parsePhone('+358 40 123 4567'), '+358401234567');
  assert.equal(parsePhone('00358401234567'), '+358401234567');
});

test('what is no phone', () => {
  for (const text of ['', '555-01-02', '8 812 555', 'тест', '8125550102 доб. 3',
    '+7 812 555-01', '+123', '123456789012345678']) {
    assert.equal(parsePhone(text), null, text);
  }
});

test('shown for reading aloud', () => {
  assert.equal(showPhone('+78125550102'), '+7 812 555-01-02');
  assert.equal(showPhone('+358401234567'), '+358401234567');
  assert.equal(showPhone(null), '');
});
