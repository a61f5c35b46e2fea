import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { GraphClient, type RegistryProcess, startRegistry } from '@cairn/testkit';
import { allExamples, asPrinted, documents, Told } from './examples.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const all = allExamples(root);
const examples = all.filter(({ kind }) => kind === 'graphql');
const commands = all.filter(({ kind }) => kind === 'sh');

describe('what the documents show', () => {
  let registry: RegistryProcess;
  let keys: Record<string, string>;
  const toldIn = new Map(documents(root).map((file) => [file, new Told()]));
  beforeAll(async () => {
    registry = await startRegistry('embedded', { seed: true });
    const file = join(registry.dataDir, 'demo-keys.json');
    const until = Date.now() + 120_000;
    while (!existsSync(file) && Date.now() < until) await new Promise((resume) => setTimeout(resume, 200));
    keys = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  }, 180_000);
  afterAll(() => registry.stop());

  test.each(examples.map((example) => [`${example.file}:${example.line}`, example] as const))(
    'the query in %s gives the answer printed under it',
    async (_where, example) => {
      const { file, query, as, answer } = example;
      expect(answer).toBeDefined();
      const client = new GraphClient(registry.url, as === null ? null : (keys[as] ?? 'a demo provider of that name does not exist'));
      const told = toldIn.get(file) ?? new Told();
      const found = await client.read(told.filled(query), {}, { awaitPosition: told.position });
      expect(asPrinted(found, answer)).toEqual(answer);
      told.keep(example, found);
    },
  );

  test.each(commands.map((example) => [`${example.file}:${example.line}`, example] as const))(
    'the command in %s gives what is printed under it',
    async (_where, { query, as, answer }) => {
      const key = keys[as ?? ''] ?? 'a demo provider of that name does not exist';
      const { viewer } = await new GraphClient(registry.url, key).read<{ viewer: { clientId: string } }>('{ viewer { clientId } }');
      const env = { PATH: process.env.PATH, REGISTRY: registry.url, KEY: key, CLIENT: viewer.clientId };
      const { stdout } = await promisify(execFile)('sh', ['-c', query], { env });
      expect(asPrinted(JSON.parse(stdout), answer)).toMatchObject(answer as object);
    },
    // Some start programs of ours.
    120_000,
  );
});

describe('the documents', () => {
  it('have a query for each kind of user in the README', () => {
    expect(examples.filter(({ file }) => file === 'README.md').length).toBeGreaterThanOrEqual(4);
  });

  it('link only to files that exist', () => {
    const broken = documents(root).flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
        .map(([, target = '']) => join(root, file, '..', target))
        .filter((target) => !existsSync(target))
        .map((target) => `${file}: ${target.slice(root.length)}`),
    );
    expect(broken).toEqual([]);
  });
});
