/** Which days a report is asked for, and how they are told apart. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { addDays, askOf, daysOf, groupingOf, movedBy, partsOf, periodOf }
  from '../../nginx/html/reports/period.js';

const TODAY = '2026-03-01';

test('days, also over a short month', () => {
  assert.equal(addDays(TODAY, -1), '2026-02-28');
  assert.equal(addDays('2024-02-28', 1), '2024-02-29');
  assert.equal(daysOf({ from: '2026-02-28', to: TODAY }), 2);
});

test('an address gives what is asked, and back', () => {
  for (const [parts, from, to, view] of [
    [['week', 'time'], '2026-02-23', TODAY, 'time'],
    [['today', 'zone'], TODAY, TODAY, 'zone'],
    [['month', 'performer'], '2026-01-31', TODAY, 'performer'],
    [['2026-01-01', '2026-01-31', 'zone'], '2026-01-01', '2026-01-31', 'zone'],
  ]) {
    const ask = askOf(parts, TODAY);
    assert.deepEqual([ask.from, ask.to, ask.view], [from, to, view]);
    assert.deepEqual(partsOf(ask), parts);
  }
  for (const parts of [[], ['fortnight'], ['2026-01-01'], ['week', 'colour']]) {
    assert.deepEqual(partsOf(askOf(parts, TODAY)), ['week', 'time']);
  }
});

test('earlier and later by its own length, never beyond today', () => {
  const week = askOf(['week', 'zone'], TODAY);
  const before = movedBy(week, -1, TODAY);
  assert.deepEqual(before, {
    name: 'own', from: '2026-02-16', to: '2026-02-22', view: 'zone',
  });
  assert.deepEqual(movedBy(before, 1, TODAY), week);
  assert.deepEqual(movedBy(week, 1, TODAY), week);
});

test('own dates begin with those that are shown', () => {
  const own = periodOf('own', TODAY, askOf(['month', 'time'], TODAY));
  assert.deepEqual(partsOf(own), ['2026-01-31', TODAY, 'time']);
});

test('the longer it is, the coarser', () => {
  const by = (from, view = 'time') => groupingOf({ from, to: TODAY, view });
  assert.equal(by(TODAY), 'day');
  assert.equal(by('2026-01-01'), 'day');
  assert.equal(by('2025-12-01'), 'week');
  assert.equal(by('2024-03-01'), 'month');
  assert.equal(by('2024-03-01', 'zone'), 'zone');
});
