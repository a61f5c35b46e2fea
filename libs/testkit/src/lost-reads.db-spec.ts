import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const typescript = new URL('../../../deploy/launcher/typescript.mjs', import.meta.url).href;
const run = async (rejection: string) => {
  const program = `
    const { forgiveLostReads } = await import(${JSON.stringify(new URL('./lost-reads.ts', import.meta.url).href)});
    const { DatabaseUnavailable } = await import('@cairn/postgres');
    forgiveLostReads();
    void Promise.reject(${rejection});
    setTimeout(() => process.exit(0), 50);`;
  const child = spawn(process.execPath, ['--import', typescript, '--input-type=module', '-e', program], { cwd: fileURLToPath(new URL('../../..', import.meta.url)), stdio: 'ignore', env: { ...process.env, NODE_OPTIONS: '' } });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
};

describe('a rejection in a process of tests that nobody waits for', () => {
  it('ends nothing when it only says that the database went away', async () => {
    expect(await run(`new DatabaseUnavailable('the database went away')`)).toBe(0);
  });

  it('ends the process when it is anything else', async () => {
    expect(await run(`new Error('a test forgot to wait')`)).not.toBe(0);
  });
});
