/**
 * Usage: node nginx/parts.mjs TREE                     (nginx/build-web)
 * Cut the texts of the tree by the desks that show them, so that nobody loads
 * those of another desk, and print what the front page needs before it can
 * show anything: app.js and all it imports.
 *
 * messages/ru.json keeps what several parts show; messages/board.ru.json, say,
 * gets what the desks of that part alone show.  A text belongs where a module
 * names its group, the word before the first dot.
 */
import fs from 'node:fs';
import path from 'node:path';

const tree = process.argv[2];

/** Modules that begin each part; shell/desks.js names the part of a desk. */
const PARTS = {
  call: ['call/call-desk.js'],
  board: ['board/board-desk.js', 'visits/visits-desk.js', 'queues/queue-desk.js'],
};

const read = (file) => fs.readFileSync(path.join(tree, file), 'utf8');
const jsonOf = (file) => JSON.parse(read(file));

const AT_ONCE = /^(?:import|export)\b[^;'"]*['"](\.[^'"]+)['"]/gm;
const LATER = /\bimport\(\s*['"](\.[^'"]+)['"]/g;

/** ${file} and all it imports in one of the ways ${how}; a desk never. */
function closure(file, how = [AT_ONCE, LATER], seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const way of file === 'shell/desks.js' ? [AT_ONCE] : how) {
    for (const [, name] of read(file).matchAll(way)) {
      closure(path.join(path.dirname(file), name), how, seen);
    }
  }
  return seen;
}

/** Every module that can be loaded below ${folder}. */
function modulesBelow(folder) {
  return fs.readdirSync(path.join(tree, folder), { recursive: true })
    .filter((name) => name.endsWith('.js'))
    .map((name) => path.join(folder, name));
}

/** Which of ${groups} the modules name. */
function groupsIn(files, groups) {
  const text = [...files].map(read).join('\n');
  return new Set(groups.filter((g) => new RegExp(
    `['"\`]${g}\\.|tCode\\(\\s*['"\`]${g}['"\`]`).test(text)));
}

/** The part of every group; none: several parts show it, or nobody knows. */
function partOf(groups) {
  const front = closure('app.js');
  const files = { front };
  for (const [part, starts] of Object.entries(PARTS)) {
    files[part] = new Set(starts.flatMap((start) => [...closure(start)]));
  }
  const known = new Set(Object.values(files).flatMap((set) => [...set]));
  files.admin = modulesBelow('.').filter((f) => !known.has(f)
    && !f.startsWith('vendor'));
  const named = Object.entries(files)
    .map(([part, list]) => [part, groupsIn(list, groups)]);
  return (group) => {
    const by = named.filter(([, set]) => set.has(group));
    return by.length === 1 && by[0][0] !== 'front' ? by[0][0] : null;
  };
}

function cut(language, part) {
  const texts = jsonOf(`messages/${language}.json`);
  const out = { admin: {} };
  for (const name of [null, ...Object.keys(PARTS)]) out[name] = {};
  for (const [key, text] of Object.entries(texts)) {
    out[part(key.split('.')[0])][key] = text;
  }
  for (const [name, own] of Object.entries(out)) {
    const file = `${name === 'null' ? '' : `${name}.`}${language}.json`;
    fs.writeFileSync(path.join(tree, 'messages', file), JSON.stringify(own));
  }
}

const languages = fs.readdirSync(path.join(tree, 'messages'))
  .map((file) => path.basename(file, '.json'));
const groups = [...new Set(Object.keys(jsonOf('messages/ru.json'))
  .map((key) => key.split('.')[0]))];
const part = partOf(groups);
for (const language of languages) cut(language, part);
console.log([...closure('app.js', [AT_ONCE])].sort().join('\n'));
