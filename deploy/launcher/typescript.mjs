import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, enableCompileCache, registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Lets Node run our TypeScript: `node --import ./deploy/launcher/typescript.mjs main.ts`. Node's own type stripping knows
 * no decorators, so swc compiles; what it made is kept by content under node_modules/.cache, which halves the start.
 */
const options = {
  swcrc: false,
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};
const require = createRequire(import.meta.url);
const { version } = require('@swc/core/package.json');
const cache = join(import.meta.dirname, '../../node_modules/.cache/cairn-swc');
let swc;

enableCompileCache(join(cache, '../cairn-v8'));

registerHooks({
  resolve(specifier, context, next) {
    const ours = isTypeScript(context.parentURL) && /^\.{1,2}\/.*\.js$/.test(specifier);
    return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
  load(url, context, next) {
    if (!isTypeScript(url)) return next(url, context);
    return { format: 'module', shortCircuit: true, source: compiled(fileURLToPath(url)) };
  },
});

/** A file may be loaded anew under a query (the tests' runner does). */
const isTypeScript = (url) => url !== undefined && /^file:.*\.ts(\?|$)/.test(url);

function compiled(file) {
  const source = readFileSync(file, 'utf8');
  const key = createHash('sha256').update(JSON.stringify([version, options, file, source])).digest('hex');
  const kept = join(cache, `${key}.mjs`);
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    swc ??= require('@swc/core');
    const { code } = swc.transformSync(source, { ...options, filename: file });
    keep(kept, code);
    return code;
  }
}

/** A checkout that may not be written to still runs, only slower. */
function keep(file, code) {
  try {
    mkdirSync(cache, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, code);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    return;
  }
}
