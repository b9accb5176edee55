import assert from 'node:assert/strict';
import test from 'node:test';
import {
  contactOf, patchOf, rebase,
} from '../../nginx/html/board/contact.js';

const request = {
  patient: { phone: '+78125550101' },
  caller: null,
  address: { text: 'Тестовая, 1', entrance: null, flat: '4', note: 'собака' },
};

const base = contactOf(request);

test('what was not touched is not sent, what was emptied goes', () => {
  assert.equal(patchOf(base, base), null);
  assert.equal(patchOf(base, { ...base, '/patient/phone': '8 812 5550101' }), null);
  assert.deepEqual(patchOf(base, {
    ...base, '/caller/name': ' Тecтова  Анна', '/caller/phone': '812 555 01 02',
    '/address/note': ' ', '/address/flat': '41А',
  }), {
    caller: { name: 'Тестова Анна', phone: '+78125550102' },
    address: { note: null, flat: '41А' },
  });
});

test('what others changed is taken, what was typed stays', () => {
  const typed = { ...base, '/patient/phone': '8 812 555-01-09' };
  const now = contactOf({
    ...request,
    patient: { phone: '+78125550107' },
    address: { ...request.address, flat: '99' },
  });
  const next = rebase(base, typed, now);
  assert.deepEqual(next.changed, [
    { pointer: '/patient/phone', now: '+7 812 555-01-07', kept: true },
    { pointer: '/address/flat', now: '99', kept: false },
  ]);
  assert.deepEqual(patchOf(now, next.typed),
    { patient: { phone: '+78125550109' } });
  assert.deepEqual(rebase(base, typed, base).changed, []);
});
