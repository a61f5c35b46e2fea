import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import '../../deploy/launcher/typescript.mjs';

/**
 * `npm run package -w @cairn/client [-- FOLDER]`: writes the package as it is published, for `npm pack` and `npm publish`.
 * Without a folder it goes to .cairn/client-package.
 */
const here = import.meta.dirname;
const root = join(here, '../..');
const folder = resolve(process.argv[2] ?? join(root, '.cairn/client-package'));

async function generateTypes() {
  const [{ generate }, { clientTypes }] = await Promise.all([import('@graphql-codegen/cli'), import('./codegen.ts')]);
  await generate({ cwd: root, generates: clientTypes, silent: true }, true);
}

function compile() {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', here, '--outDir', join(folder, 'dist')], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

function describe() {
  const { name, version, description, license, type } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
  const published = {
    name, version, description, license, type,
    engines: { node: '>=20.19' },
    sideEffects: false,
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' }, './schema.graphql': './schema.graphql' },
    files: ['dist', 'schema.graphql', 'NOTICE'],
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
  for (const file of ['LICENSE', 'NOTICE']) cpSync(join(root, file), join(folder, file));
  cpSync(join(here, 'README.md'), join(folder, 'README.md'));
  cpSync(join(root, 'gateway/contracts/partner.graphql'), join(folder, 'schema.graphql'));
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await generateTypes();
compile();
describe();
console.log(folder);
