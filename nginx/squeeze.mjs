/**
 * Usage: node nginx/squeeze.mjs TREE NPMDIR            (nginx/build-web)
 * Make the tree small on its way to the browser: each module and style sheet by
 * itself without what only people read, and beside it what nginx sends
 * instead, compressed as well as can be (.gz, .br).
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import zlib from 'node:zlib';

const [tree, npm] = process.argv.slice(2);
const { transform } = createRequire(path.resolve(npm, 'package.json'))('esbuild');

const WORTH_IT = 150; // bytes; below it nothing is won
const SENT = /\.(js|css|json|svg)$/;
const READABLE = /^(?!vendor\/).*\.(js|css)$/;

/** ${text} of the module or style sheet ${name}; only its lines are left. */
async function minified(name, text) {
  const { code } = await transform(text.replace(/^ +/gm, ''), {
    loader: path.extname(name).slice(1), minify: true, charset: 'utf8',
    target: 'es2022',
  });
  return code;
}

async function squeeze(name) {
  const file = path.join(tree, name);
  if (READABLE.test(name)) {
    fs.writeFileSync(file, await minified(name, fs.readFileSync(file, 'utf8')));
  }
  const bytes = fs.readFileSync(file);
  if (bytes.length < WORTH_IT) return;
  fs.writeFileSync(`${file}.gz`, zlib.gzipSync(bytes, { level: 9 }));
  fs.writeFileSync(`${file}.br`, zlib.brotliCompressSync(bytes, {
    params: { [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  }));
}

await Promise.all(fs.readdirSync(tree, { recursive: true })
  .filter((name) => SENT.test(name)).map(squeeze));
