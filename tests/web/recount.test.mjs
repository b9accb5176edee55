import assert from 'node:assert/strict';
import test from 'node:test';
import { linesOf, recounted } from '../../nginx/html/tariffs/recount.js';
import { parseRoubles, parseShift } from '../../nginx/html/tariffs/roubles.js';

const R = 100; // kopecks

test('a shift is read as people write it', () => {
  const CASES = [
    ['5', 500], ['+2,5', 250], ['−10', -1000], ['-0.75 %', -75], ['0', 0],
    ['1 000 ₽', 100000], ['', null], ['x', null], ['1,234', null],
    ['--1', null],
  ];
  for (const [text, n] of CASES) assert.equal(parseShift(text), n, text);
  assert.equal(parseRoubles('4 200,5'), 420050);
  assert.equal(parseRoubles('-1'), null);
});

test('rounded to the nearest, a half goes up', () => {
  const CASES = [
    // roubles, mode, shift, step, becomes
    [3900, 'percent', 500, 50, 4100], // 4 095
    [3900, 'percent', 500, 100, 4100],
    [3900, 'percent', -1000, 100, 3500], // 3 510
    [950, 'percent', 1000, 10, 1050], // 1 045: half
    [950, 'percent', 999, 10, 1040], // 1 044,905
    [1950, 'percent', 333, 1, 2015], // 2 014,935
    [3900, 'roubles', 12350, 50, 4000], // 4 023,50
    [3900, 'roubles', -390000, 50, 0],
    [3900, 'roubles', -392500, 50, 0], // −25: half
    [3900, 'percent', 0, 50, 3900],
  ];
  for (const [roubles, mode, shift, step, want] of CASES) {
    assert.equal(recounted(roubles * R, { mode, shift, step }), want * R,
      `${roubles} ${mode} ${shift} ${step}`);
  }
});

const zones = [{ code: 'green' }, { code: 'red' }];
const price = (zone, performer, roubles, from, state = 'future') => ({
  zone, performer, valid_from: from, state, approved_at: '2026-01-01T00:00:00Z',
  price: { amount: roubles * R, currency: 'RUB' },
});
const rows = [
  price('green', 'doctor', 3900, '1970-01-01', 'current'),
  price('green', 'doctor', 4200, '2026-12-01'),
  price('green', 'doctor', 4500, '2027-01-01'),
  price('green', 'nurse', 950, '1970-01-01', 'current'),
  { ...price('green', 'nurse', 999, '2026-12-05'), withdrawn_at: '2026-11-02' },
  price('red', 'doctor', 6900, '1970-01-01', 'current'),
  price('red', 'doctor', 7000, '2026-12-10'),
  { ...price('red', 'nurse', 3100, '2026-12-10', 'proposed'), approved_at: null },
];
const lines = (rule) => linesOf(zones, rows, { from: '2026-12-10', ...rule },
  '2026-11-23').map((x) => [`${x.cell.zone} ${x.cell.performer}`,
    x.base.price.amount / R, x.price.amount / R, x.state,
    x.later?.valid_from ?? '', x.odd ?? '']);

test('worked out of what would be in force that day', () => {
  assert.deepEqual(lines({ mode: 'percent', shift: 1000, step: 50 }), [
    ['green doctor', 4200, 4600, 'new', '2027-01-01', ''],
    ['green nurse', 950, 1050, 'new', '', ''],
    ['red doctor', 7000, 7700, 'taken', '', ''],
  ]); // nobody approved the price of a nurse in red
  assert.deepEqual(lines({ mode: 'roubles', shift: -100000, step: 50 })[1],
    ['green nurse', 950, -50, 'wrong', '', 'unusual']);
  assert.deepEqual(lines({ mode: 'roubles', shift: 20000 * R, step: 1 })[0],
    ['green doctor', 4200, 24200, 'new', '2027-01-01', 'unusual']);
});

test('the prices of a day are copied, those alike stay', () => {
  assert.deepEqual(lines({ mode: 'copy', source: '2026-11-23' }), [
    ['green doctor', 4200, 3900, 'new', '2027-01-01', ''],
    ['green nurse', 950, 950, 'same', '', ''],
    ['red doctor', 7000, 6900, 'taken', '', ''],
  ]);
});
