import assert from 'node:assert/strict';
import test from 'node:test';
import { versionsOf } from '../../nginx/html/admin/versions.js';

const change = (at, by, field, before, action = 'change') => ({
  at, by, action, changes: [{ field, before }],
});

test('every version whole, back to the first', () => {
  const row = { code: 'a', title: 'three', facts: 'new' };
  assert.deepEqual(versionsOf(row, [
    change('t3', 'anna', 'title', 'two'),
    change('t2', 'vera', 'facts', 'old'),
    change('t1', 'anna', 'title', null, 'create'),
    change('t0', 'anna', 'title', 'of another life', 'remove'),
  ]), [
    { at: 't3', by: 'anna', values: row },
    { at: 't2', by: 'vera', values: { ...row, title: 'two' } },
    { at: 't1', by: 'anna', values: { code: 'a', title: 'two', facts: 'old' } },
  ]);
});

test('what stood before the first known change', () => {
  assert.deepEqual(versionsOf({ title: 'b' }, [change('t1', 'x', 'title', 'a')]),
    [{ at: 't1', by: 'x', values: { title: 'b' } },
      { at: null, by: null, values: { title: 'a' } }]);
  assert.deepEqual(versionsOf({ title: 'b' }, []),
    [{ at: null, by: null, values: { title: 'b' } }]);
});
