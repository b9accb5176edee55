import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';

const HTML = new URL('../../nginx/html/', import.meta.url);
const LANGUAGES = ['ru', 'en', 'fi'];

function texts(language) {
  return JSON.parse(readFileSync(new URL(`messages/${language}.json`, HTML)));
}

function placesOf(text) {
  const forms = typeof text === 'object' ? Object.values(text) : [text];
  return forms.map((f) => [...f.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()
    .join());
}

test('every text in every language, with the same places to fill', () => {
  const ru = texts('ru');
  for (const language of LANGUAGES) {
    const other = texts(language);
    assert.deepEqual(Object.keys(other).sort(), Object.keys(ru).sort());
    for (const [key, text] of Object.entries(other)) {
      const places = new Set([...placesOf(text), ...placesOf(ru[key])]);
      assert.equal(places.size, 1, `${language} ${key}`);
    }
  }
});

test('no text is named twice: the second would hide the first', () => {
  for (const folder of [HTML, new URL('../../cgi/', import.meta.url)]) {
    for (const language of LANGUAGES) {
      const names = readFileSync(
        new URL(`messages/${language}.json`, folder), 'utf8')
        .match(/^ *"[^"]*\.[^"]*"(?=:)/gm).map((name) => name.trim());
      assert.deepEqual(names.filter((n, i) => names.indexOf(n) !== i), []);
    }
  }
});

test('plural texts have the forms of their language', () => {
  for (const language of LANGUAGES) {
    const forms = new Intl.PluralRules(language).resolvedOptions()
      .pluralCategories.sort();
    for (const [key, text] of Object.entries(texts(language))) {
      if (typeof text === 'object') {
        assert.deepEqual(Object.keys(text).sort(), forms, `${language} ${key}`);
      }
    }
  }
});

test('every text named in the code exists', () => {
  const known = texts('ru');
  let seen = 0;
  for (const file of readdirSync(HTML, { recursive: true })) {
    if (!file.endsWith('.js')) continue;
    const code = readFileSync(new URL(file, HTML), 'utf8');
    for (const [, key] of code.matchAll(/\bt\(\s*'([^']+)'/g)) {
      assert.ok(key in known, `${file}: ${key}`);
      seen += 1;
    }
  }
  assert.ok(seen > 100);
});

test('what the audit is told by name has its words', () => {
  const ru = texts('ru');
  const top = new URL('../../', import.meta.url);
  const named = ['db', 'cgi'].flatMap((folder) => readdirSync(new URL(folder, top))
    .filter((file) => file.endsWith('.c'))
    .flatMap((file) => [...readFileSync(new URL(`${folder}/${file}`, top), 'utf8')
      .matchAll(/(?:\.action = |audit\(db, op, )"(\w+)\.(\w+)"/g)]));
  assert.ok(named.length > 5);
  assert.deepEqual(named.filter(([, object, verb]) =>
    !ru[`audit.action.${object}.${verb}`]
    && !(ru[`audit.object.${object}`] && ru[`audit.verb.${verb}`]))
    .map(([text]) => text), []);
});
