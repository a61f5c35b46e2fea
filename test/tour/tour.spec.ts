import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { publicData, publicDataFolder, testUnless } from '@cairn/testkit';

interface Tour {
  readonly stories: readonly { readonly user: string; readonly steps: readonly { readonly what: string; readonly answer: unknown }[] }[];
  readonly checks: readonly { readonly name: string; readonly expected: unknown; readonly actual: unknown; readonly ok: boolean }[];
}

const root = process.cwd();
/** Told in full only where the folder of the public data sets is named. */
const left = process.env.CAIRN_TEST_DATA ? publicData('oulad').missing : 'takes seven minutes; set CAIRN_TEST_DATA to the folder of the public data sets';
const preloads = ['typescript.mjs', 'follow-parent.mjs'].flatMap((file) => ['--import', join(root, 'deploy/launcher', file)]);

function runTour(args: readonly string[]): Promise<{ tour: Tour; code: number | null }> {
  const child = spawn(process.execPath, [...preloads, join(root, 'deploy/cli/src/tour/main.ts'), '--json', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((done, fail) => {
    child.once('close', (code) => {
      if (said === '') fail(new Error(`the tour ended with code ${code} and said nothing; its reason is above`));
      else done({ tour: JSON.parse(said) as Tour, code });
    });
  });
}

function expectGood({ tour: { stories, checks }, code }: { tour: Tour; code: number | null }): void {
  expect(stories.map(({ user }) => user)).toEqual(['provider', 'analyst', 'partner', 'front end']);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(checks.length).toBeGreaterThan(10);
  expect(code).toBe(0);
}

test('the tour over the invented providers tells true stories', async () => {
  expectGood(await runTour([]));
}, 300_000);

testUnless(left)(
  'the tour over two public data sets tells true stories, with the reference values of the analytics',
  async () => {
    const run = await runTour(['--data', publicDataFolder]);
    expectGood(run);
    const actual = new Map(run.tour.checks.map((check) => [check.name, check.actual]));
    expect(actual.get('awards, earners')).toEqual([15_385, 14_581]);
    expect(actual.get('stack-in within 365 days (M1)')).toEqual([145, 6_565]);
    expect(actual.get('persistence (M10)')).toEqual([1_869, 13_327]);
  },
  900_000,
);
