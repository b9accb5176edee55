import assert from 'node:assert/strict';
import test from 'node:test';
import { inSight, pieces } from '../../nginx/html/board/window.js';

const rows = (list) => list.filter((p) => 'at' in p).map((p) => p.at);
const height = (list) => list.reduce((n, p) => n + (p.gap ?? 1), 0);

test('a window draws what is in sight and keeps the height of all', () => {
  for (const count of [0, 1, 7, 40, 2000]) {
    for (const top of [0, 46, 1000, 46 * 1999]) {
      const { first, last } = inSight({ count, top, height: 640, row: 46 });
      const list = pieces({ count, first, last, kept: 0 });
      assert.equal(height(list), count, `${count} at ${top}`);
      assert.ok(rows(list).length <= 50);
      for (let px = top; px < top + 640 && px < count * 46; px += 46) {
        assert.ok(rows(list).includes(Math.floor(px / 46)), `${px}`);
      }
    }
  }
});

test('the row with the focus is always drawn, at its place', () => {
  for (const kept of [-1, 0, 99, 500, 1000, 1999, 2000]) {
    const list = pieces({ count: 2000, first: 500, last: 530, kept });
    assert.equal(height(list), 2000);
    assert.equal(rows(list).includes(kept), kept >= 0 && kept < 2000);
    assert.deepEqual(rows(list), [...rows(list)].sort((a, b) => a - b));
  }
});
