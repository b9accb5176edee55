import assert from 'node:assert/strict';
import test from 'node:test';
import { latenessOf, planned } from '../../nginx/html/board/visit-window.js';

const FROM = Date.parse('2026-11-23T12:00:00+03:00');
const TO = FROM + 2 * 60 * 60000;
const min = (n) => n * 60000;
const visit = (arrived) => ({
  window_start: new Date(FROM).toISOString(),
  window_end: new Date(TO).toISOString(),
  arrived_at: arrived === undefined ? null : new Date(arrived).toISOString(),
});
const at = (state, now, arrived) => {
  const l = latenessOf({ state, visit: visit(arrived) }, now);
  return l && `${l.is} ${l.minutes}`;
};

test('before, in and after its window', () => {
  for (const [state, now, wanted] of [
    ['scheduled', FROM - min(31), null],
    ['scheduled', FROM - min(30), 'soon 30'],
    ['en_route', FROM - min(10), null],
    ['scheduled', FROM, 'now 120'],
    ['en_route', TO - min(5), 'now 5'],
    ['en_route', TO, 'now 1'],
    ['en_route', TO + min(12), 'late 12'],
    ['scheduled', TO + 1, 'late 1'],
    ['claimed', TO + min(12), null],
  ]) assert.equal(at(state, now), wanted, `${state} ${now - FROM}`);
});

test('who arrived is late by the window, whatever the time is', () => {
  assert.equal(at('on_site', TO + min(99), TO), null);
  assert.equal(at('on_site', TO + min(99), TO + min(20)), 'late 20');
  assert.equal(at('done', TO + min(99), FROM - min(5)), null);
  assert.equal(latenessOf({ state: 'queued', visit: null }, FROM), null);
});

test('the visit counts once it is planned, not while somebody has it', () => {
  for (const state of ['scheduled', 'en_route', 'on_site', 'done', 'closed']) {
    assert.equal(planned({ state, visit: visit() }), true, state);
    assert.equal(planned({ state, visit: null }), false, state);
  }
  for (const state of ['queued', 'claimed', 'cancelled']) {
    assert.equal(planned({ state, visit: visit() }), false, state);
  }
});
