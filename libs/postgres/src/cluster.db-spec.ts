import { spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { startCluster } from './cluster.js';

const password = 'a password';

describe('startCluster', () => {
  let folder: string;
  let dataDir: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cairn-cluster-'));
    await chmod(folder, 0o755);
    dataDir = join(folder, 'data');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function ask<T>(url: string, text: string): Promise<T[]> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text)).rows as T[];
    } finally {
      await client.end();
    }
  }

  it('keeps what was committed over a kill of the process and the server it leaves behind', async () => {
    const keeper = spawn(process.execPath, ['--import', fileURLToPath(new URL('../../../deploy/launcher/typescript.mjs', import.meta.url)), '--input-type=module', '-e',
      `import { startCluster } from ${JSON.stringify(fileURLToPath(new URL('./cluster.ts', import.meta.url)))};
       const { url } = await startCluster({ dataDir: ${JSON.stringify(dataDir)}, password: ${JSON.stringify(password)}, durable: true });
       console.log(url);
       setInterval(() => undefined, 1000);`,
    ], { stdio: ['ignore', 'pipe', 'inherit'] });
    const url = await new Promise<string>((resolve) => keeper.stdout.once('data', (line: Buffer) => resolve(line.toString().trim())));
    await ask(url, 'CREATE TABLE kept AS SELECT 42 AS n');
    await expect(startCluster({ dataDir, password, durable: true })).rejects.toThrow(/in use by process/);
    const gone = new Promise((resolve) => keeper.once('close', resolve));
    keeper.kill('SIGKILL');
    await gone;
    const orphan = Number((await readFile(join(dataDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    expect(() => process.kill(orphan, 0)).not.toThrow();
    const cluster = await startCluster({ dataDir, password, durable: true });
    expect(await ask(cluster.url, 'SELECT n FROM kept')).toEqual([{ n: 42 }]);
    await cluster.stop();
  }, 60_000);

  it('starts over a stale lock file without touching the process it names', async () => {
    await (await startCluster({ dataDir, password, durable: false })).stop();
    await writeFile(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n`);
    const cluster = await startCluster({ dataDir, password, durable: false });
    expect(await ask(cluster.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await cluster.stop();
  }, 60_000);

  it('says in one sentence that the folder cannot be used or the port is taken', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(startCluster({ dataDir: join(folder, 'file', 'data'), password, durable: false })).rejects.toThrow(/cannot use the data folder/);
    const cluster = await startCluster({ dataDir, password, durable: false });
    const port = Number(new URL(cluster.url).port);
    await expect(startCluster({ dataDir: join(folder, 'other'), port, password, durable: false })).rejects.toThrow(`port ${port} is taken`);
    await cluster.stop();
  }, 60_000);
});
