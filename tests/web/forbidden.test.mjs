import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { heldPhrases } from '../../nginx/html/admin/forbidden.js';

const TOP = new URL('../../', import.meta.url);
const read = (path) => readFileSync(new URL(path, TOP), 'utf8');

/** All phrases of the sample scripts that must never be said. */
function forbidden() {
  const [head, ...rows] = read('db/data/scripts.tsv').trimEnd().split('\n')
    .map((line) => line.split('\t'));
  const at = head.indexOf('forbidden');
  return rows.flatMap((row) => (row[at] ?? '').split(' | ').filter(Boolean));
}

test('a phrase is found however it is written, and only whole', () => {
  const phrases = ['Я не знаю', 'Виновата лаборатория!'];
  assert.deepEqual(heldPhrases(phrases, 'Увы: виновата  ЛАБОРАТОРИЯ.'),
    ['Виновата лаборатория!']);
  assert.deepEqual(heldPhrases(phrases, 'Я не знаю.'), ['Я не знаю']);
  assert.deepEqual(heldPhrases(phrases, 'и я не знаюсь с ними'), []);
  assert.deepEqual(heldPhrases(['', '…'], 'что угодно …'), []);
});

test('no template of ours says what is forbidden', () => {
  const phrases = forbidden();
  assert.ok(phrases.length >= 15);
  for (const path of ['cgi/messages/ru.json', 'nginx/html/messages/ru.json']) {
    for (const [key, text] of Object.entries(JSON.parse(read(path)))) {
      const forms = typeof text === 'object' ? Object.values(text) : [text];
      for (const form of forms) {
        assert.deepEqual(heldPhrases(phrases, form), [], `${path} ${key}`);
      }
    }
  }
});
