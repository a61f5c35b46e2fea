import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type CodegenConfig, generate } from '@graphql-codegen/cli';
import { root } from './root.js';

const run = promisify(execFile);

/** A folder of a project elsewhere that has installed the client as it is published. */
export async function projectWithClient(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-client-'));
  const [built, installed] = [join(folder, 'built'), join(folder, 'node_modules/@cairn/client')];
  await run(process.execPath, [join(root, 'libs/client/build.mjs'), built]);
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: built });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await mkdir(installed, { recursive: true });
  await run('tar', ['-xzf', join(folder, filename), '--strip-components=1', '-C', installed]);
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }\n');
  for (const scope of ['@types', '@graphql-typed-document-node']) await mkdir(join(folder, 'node_modules', scope));
  for (const types of ['@types/node', 'undici-types', '@graphql-typed-document-node/core']) await symlink(join(root, 'node_modules', types), join(folder, 'node_modules', types));
  return folder;
}

/** Compiles programs of the project strictly, as a user's compiler would. Throws what the compiler says. */
export async function compile(folder: string, programs: ReadonlyMap<string, string>): Promise<void> {
  for (const [name, text] of programs) await writeFile(join(folder, `${name}.ts`), text);
  const compilerOptions = { target: 'ES2022', module: 'nodenext', strict: true, skipLibCheck: false, noUncheckedIndexedAccess: true, types: ['node'] };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [...programs.keys()].map((name) => `${name}.ts`) }));
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', folder]).catch((error: { stdout: string }) => {
    throw new Error(error.stdout);
  });
}

/** A program whose operation is typed by codegen's client preset, set up as the README says. */
export async function programWithCodegen(folder: string): Promise<string> {
  const program = `import { RegistryClient } from '@cairn/client';
import { graphql } from './gql/gql.js';

const issuers = graphql(\`query FirstIssuers($first: Int!) { issuers(first: $first) { nodes { name } } }\`);
const registry = new RegistryClient(process.env.REGISTRY ?? '', null);
const { issuers: found } = await registry.execute(issuers, { first: 1 });
const names: (string | undefined)[] | undefined = found?.nodes.map(({ name }) => name);
console.log(JSON.stringify(names));
`;
  await writeFile(join(folder, 'own-operation.ts'), program);
  const generates: CodegenConfig['generates'] = { [`${join(folder, 'gql')}/`]: { preset: 'client', config: { documentMode: 'string', enumsAsTypes: true, useTypeImports: true }, presetConfig: { fragmentMasking: false } } };
  await generate({ cwd: root, schema: join(folder, 'node_modules/@cairn/client/schema.graphql'), documents: join(folder, 'own-operation.ts'), generates, emitLegacyCommonJSImports: false, silent: true }, true);
  return program;
}

/** The Nodes at hand that the client has to run on: ours, and the machine's where it is another one that is new enough. */
export async function nodesAtHand(): Promise<string[]> {
  const other = '/usr/bin/node';
  if (!existsSync(other)) return [process.execPath];
  const { stdout } = await run(other, ['--version']);
  const [, major = '0', minor = '0'] = /^v(\d+)\.(\d+)/.exec(stdout) ?? [];
  const fits = Number(major) > 20 || (Number(major) === 20 && Number(minor) >= 19);
  return fits && stdout.trim() !== process.version ? [process.execPath, other] : [process.execPath];
}

export const readmeOfClient = (): Promise<string> => readFile(join(root, 'libs/client/README.md'), 'utf8');
