import assert from 'node:assert/strict';
import test from 'node:test';
import {
  bodyOf, matches, patchOf, rebase, typedOf,
} from '../../nginx/html/admin/values.js';

const table = {
  table: 'samples',
  key: 'code',
  fields: [
    { name: 'name', type: 'text' }, { name: 'count', type: 'int' },
    { name: 'open', type: 'minute' }, { name: 'on', type: 'bool' },
    { name: 'words', type: 'list' }, { name: 'done', type: 'services' },
    { name: 'from', type: 'date' }, { name: 'note', type: 'text' },
  ],
};
const row = {
  code: 'a', name: 'Имя', count: 3, open: 485, on: true,
  words: ['раз', 'два'], done: ['E01', 'E02'], from: null, note: null,
};

test('a row comes out of its form as it went in', () => {
  const { code, ...body } = row;
  assert.deepEqual(bodyOf(table, typedOf(table, row)), body);
  assert.equal(typedOf(table, row).open, '08:05');
});

test('every type is read as people write it', () => {
  const typed = {
    ...typedOf(table, row), name: ' Имя  два ', count: '7', open: '24:00',
    words: 'раз\n\n  три ', done: 'E01 Что-то\nE03', from: '2026-01-31',
  };
  assert.deepEqual(patchOf(table, typedOf(table, row), typed), {
    name: 'Имя два', count: 7, open: 1440, words: ['раз', 'три'],
    done: ['E01', 'E03'], from: '2026-01-31',
  });
  // What is no number or time is sent as it is: the server says so.
  assert.deepEqual(patchOf(table, typedOf(table, row), {
    ...typedOf(table, row), count: 'семь', open: '25:00',
  }), { count: 'семь', open: '25:00' });
});

test('spaces and names beside codes are no change', () => {
  const base = typedOf(table, row);
  assert.equal(patchOf(table, base, {
    ...base, name: 'Имя ', words: 'раз\nдва\n', done: 'E01 Один\nE02 Два',
    note: '  ',
  }), null);
});

test('what others changed is taken, what was typed stays and is told', () => {
  const base = typedOf(table, row);
  const typed = { ...base, name: 'Моё', count: '9' };
  const now = typedOf(table, { ...row, name: 'Чужое', note: 'новое', count: 9 });
  const next = rebase(table, base, typed, now);

  assert.equal(next.typed.name, 'Моё');
  assert.equal(next.typed.note, 'новое');
  assert.deepEqual(next.changed.map((c) => [c.field.name, c.before, c.now,
    c.kept]), [['name', 'Имя', 'Чужое', true], ['count', '3', '9', false],
    ['note', '', 'новое', false]]);
});

test('a filter finds words in any order and every text of a row', () => {
  assert.ok(matches(row, 'два имя'));
  assert.ok(matches({ ...row, name: 'Счёт' }, 'счет'));
  assert.ok(!matches(row, 'имя четыре'));
});
