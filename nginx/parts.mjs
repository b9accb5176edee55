/**
 * Usage: node nginx/parts.mjs TREE                     (nginx/build-web)
 * Cut the texts of the tree by who shows them, so that nobody waits for those
 * of another desk, and print what the front page needs before it can show
 * anything: app.js and all it imports.
 *
 * messages/ru.json keeps what the front page shows; messages/call.ru.json, say,
 * gets what the desk of calls shows at once, later.ru.json what its parts show
 * that come later (ui/later.js).  Desks of the same part share a file.
 */
import fs from 'node:fs';
import path from 'node:path';

const tree = process.argv[2];

/** Modules that begin each part; shell/desks.js names the part of a desk. */
const CALL = ['call/call-desk.js'];
const BOARD = ['board/board-desk.js', 'visits/visits-desk.js',
  'queues/queue-desk.js'];

const COMMENT = /^ *(?:\/\*[^]*?\*\/|\/\/.*)$/gm;
const read = (file) => fs.readFileSync(path.join(tree, file), 'utf8');
const code = (file) => read(file).replace(COMMENT, '');

const AT_ONCE = /^(?:import|export)\b[^;'"]*['"](\.[^'"]+)['"]/gm;
const LATER = /\bimport\(\s*['"](\.[^'"]+)['"]/g;

/** All that is loaded by ${files} in one of the ways ${how}; a desk never. */
function closure(files, how = [AT_ONCE, LATER], seen = new Set()) {
  for (const file of files) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = code(file);
    for (const way of how) {
      const names = [...text.matchAll(way)].map(([, name]) => path.join(
        path.dirname(file), name)).filter((name) => !name.endsWith('-desk.js'));
      closure(names, how, seen);
    }
  }
  return seen;
}

/** Every module there is. */
function everyModule() {
  return fs.readdirSync(tree, { recursive: true })
    .filter((name) => name.endsWith('.js') && !name.startsWith('vendor'));
}

/** A text named: whole, or as much of it as stands before a ${…}. */
const NAMED = /(['"])([a-z_]+(?:\.[\w.]+)?)\1|`([a-z_]+(?:\.[\w.]*)?)\$\{/g;
const BY_CODE = /\btCode\(\s*['"](\w+)['"]/g;

/** Whether modules name a key, as exactly as they say it. */
function namedIn(files) {
  const whole = new Set();
  const heads = [];
  for (const text of [...files].map(code)) {
    for (const [, , key, head] of text.matchAll(NAMED)) {
      if (key) whole.add(key);
      else heads.push(head.includes('.') ? head : `${head}.`);
    }
    for (const [, group] of text.matchAll(BY_CODE)) heads.push(`${group}.`);
  }
  return (key) => whole.has(key) || heads.some((head) => key.startsWith(head));
}

const groupOf = (key) => key.split('.')[0];

/** Whether modules name the group of a key: they may make up the rest. */
function groupedIn(files, keys) {
  const named = namedIn(files);
  const groups = new Set(keys.filter(named).map(groupOf));
  return (key) => groups.has(groupOf(key)) || named(groupOf(key));
}

/** For each part, whether it shows a key of ${keys}. */
function partsOf(keys) {
  const front = closure(['app.js']);
  const calls = closure(CALL);
  const board = closure(BOARD);
  const first = namedIn(closure(['app.js'], [AT_ONCE]));
  const call = namedIn(closure(CALL, [AT_ONCE]));
  const admin = everyModule()
    .filter((f) => ![front, calls, board].some((set) => set.has(f)));
  const more = {
    later: groupedIn([...front, ...calls], keys),
    board: groupedIn(board, keys),
    admin: groupedIn(closure(admin), keys),
  };
  const named = (key) => Object.values(more).some((has) => has(key));
  const out = { '': first, call: (key) => !first(key) && call(key) };
  for (const [part, has] of Object.entries(more)) {
    out[part] = (key) => !first(key) && (has(key) || !named(key))
      && (part !== 'later' || !call(key));
  }
  return out;
}

function cut(language, parts) {
  const texts = Object.entries(JSON.parse(read(`messages/${language}.json`)));
  for (const [part, has] of Object.entries(parts)) {
    const own = texts.filter(([key]) => has(key));
    fs.writeFileSync(
      path.join(tree, 'messages', `${part && `${part}.`}${language}.json`),
      JSON.stringify(Object.fromEntries(own)));
  }
}

const languages = fs.readdirSync(path.join(tree, 'messages'))
  .map((file) => path.basename(file, '.json'));
const parts = partsOf(Object.keys(JSON.parse(read('messages/ru.json'))));
for (const language of languages) cut(language, parts);
console.log([...closure(['app.js'], [AT_ONCE])].sort().join('\n'));
