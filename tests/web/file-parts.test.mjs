import assert from 'node:assert/strict';
import test from 'node:test';
import { inParts } from '../../nginx/html/people/file-parts.js';

const parts = async (text, rows) => Promise.all(inParts(
  new TextEncoder().encode(text), rows).map(async (p) => [
  await p.blob.text(), p.rows]));

test('a file in parts, each with its first line', async () => {
  assert.deepEqual(await parts('h\r\n1\r\n2\r\n3\r\n', 2),
    [['h\r\n1\r\n2\r\n', 2], ['h\r\n3\r\n', 1]]);
  assert.deepEqual(await parts('h\r1\r2', 1), [['h\r1\r', 1], ['h\r2', 1]]);
  assert.deepEqual(await parts('h\n', 2), []);
  assert.deepEqual(await parts('', 2), []);
});

test('a line end within quotes ends no row', async () => {
  assert.deepEqual(await parts('h\n"a\nb";"c""\n"\n2\n', 1),
    [['h\n"a\nb";"c""\n"\n', 1], ['h\n2\n', 1]]);
});
