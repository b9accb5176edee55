/** Where visits stand on the line of a day; hours as they are typed. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { addDays, isDate, weekdayOf } from '../../nginx/html/lib/days.js';
import { clockOf, hoursOf } from '../../nginx/html/visits/hours.js';
import {
  bars, pointOn, scaleOf, spanOn,
} from '../../nginx/html/visits/scale.js';

const MIDNIGHT = Date.parse('2026-11-24T00:00:00+03:00');
const at = (clock) => `2026-11-24T${clock}:00+03:00`;
const ms = (clock) => Date.parse(at(clock));
const medic = (start, end) => ({ shifts: [{ start: at(start), end: at(end) }] });
const visit = (start, end, travel = null) => ({
  travel_min: travel,
  request: { visit: { window_start: at(start), window_end: at(end) } },
});

test('the line has the usual hours, and whatever is worked besides', () => {
  const usual = scaleOf(MIDNIGHT, [medic('09:00', '18:00')], []);
  assert.equal(usual.from, ms('08:00'));
  assert.equal(usual.to, ms('22:00'));
  assert.equal(usual.hours.length, 14);
  const wide = scaleOf(MIDNIGHT, [medic('06:30', '18:00')],
    [visit('21:00', '23:30')]);
  assert.equal(wide.from, ms('06:00'));
  assert.equal(wide.hours.length, 18);
});

test('a span is where it begins and as long as it lasts', () => {
  const scale = scaleOf(MIDNIGHT, [], []);
  assert.deepEqual(spanOn(scale, ms('08:00'), ms('15:00')),
    { left: '0%', width: '50%' });
  assert.deepEqual(spanOn(scale, ms('07:00'), ms('07:30')),
    { left: '0%', width: '0%' });
  assert.equal(pointOn(scale, ms('15:00')), '50%');
  assert.equal(pointOn(scale, ms('07:59')), null);
});

test('visits at one door are one bar', () => {
  const list = bars([visit('10:00', '12:00'), visit('10:00', '12:00', 0),
    visit('14:00', '16:00', 45)]);
  assert.deepEqual(list.map((b) => [b.items.length, b.travel]),
    [[2, 0], [1, 45]]);
});

test('hours as typed; an end before the start is of the day after', () => {
  assert.deepEqual(hoursOf('8', '22.00'), { start_min: 480, end_min: 1320 });
  assert.deepEqual(hoursOf('20:00', '8:00'), { start_min: 1200, end_min: 1920 });
  assert.deepEqual(hoursOf('0', '24:00'), { start_min: 0, end_min: 1440 });
  assert.deepEqual(hoursOf('8', '8'), { start_min: 480, end_min: 1920 });
  assert.equal(hoursOf('', '8'), null);
  assert.equal(hoursOf('8', '25'), null);
  assert.equal(clockOf(1560), '02:00');
});

test('days go on over months and years', () => {
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(addDays('2028-03-01', -1), '2028-02-29');
  assert.equal(weekdayOf('2026-11-22'), 7);
  assert.equal(weekdayOf('2026-11-23'), 1);
  assert.ok(isDate('2026-11-23'));
  assert.ok(!isDate('2026-13-01'));
  assert.ok(!isDate(''));
});
