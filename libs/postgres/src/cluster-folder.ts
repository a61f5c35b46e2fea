import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, mkdir, realpath, rename, rm, rmdir, symlink, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PostgresPrograms } from './cluster-programs.js';
import { ClusterFault } from './cluster-fault.js';

/**
 * Makes the data folder ready and returns its real path. As root, when the user `postgres` cannot reach it (a checkout
 * under a closed home), the data live in /var/lib/cairn and the folder becomes a link, so that removing it still means
 * starting anew.
 */
export async function prepareFolder(wanted: string, programs: PostgresPrograms): Promise<string> {
  try {
    await mkdir(dirname(wanted), { recursive: true });
    if (!(await exists(wanted))) {
      await unlink(wanted).catch(() => undefined); // a link whose target is gone
      await mkdir(wanted, { mode: 0o700 });
    }
    const folder = await realpath(wanted);
    if (!programs.user) {
      await writeFile(join(folder, '.writable'), '');
      await unlink(join(folder, '.writable'));
      return folder;
    }
    if (programs.canReach(dirname(folder))) {
      await chown(folder, programs.user.uid, programs.user.gid);
      return folder;
    }
    const elsewhere = `/var/lib/cairn/postgres-${randomBytes(6).toString('hex')}`;
    await mkdir(dirname(elsewhere), { recursive: true, mode: 0o755 });
    await mkdir(elsewhere, { mode: 0o700 });
    await chown(elsewhere, programs.user.uid, programs.user.gid);
    await rmdir(wanted);
    await symlink(elsewhere, wanted);
    return elsewhere;
  } catch (error) {
    throw new ClusterFault(`cannot use the data folder ${wanted}: ${(error as Error).message}`, { cause: error });
  }
}

/** initdb, beside the folder and moved into place when complete: a kill in between leaves no half cluster. */
export async function initialiseCluster(dataDir: string, password: string, durable: boolean, programs: PostgresPrograms): Promise<void> {
  if (await exists(join(dataDir, 'PG_VERSION'))) return;
  const draft = `${dataDir}.init-${randomBytes(4).toString('hex')}`;
  const secret = `${draft}.password`;
  try {
    await mkdir(draft, { mode: 0o700 });
    await writeFile(secret, password, { mode: 0o600 });
    for (const path of programs.user ? [draft, secret] : []) await chown(path, programs.user!.uid, programs.user!.gid);
    await runInitdb(programs, [
      `--pgdata=${draft}`,
      '--username=postgres',
      `--pwfile=${secret}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      ...(durable ? ['--data-checksums'] : ['--no-sync']),
    ]);
    await rename(draft, dataDir);
  } finally {
    await rm(secret, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}

function runInitdb(programs: PostgresPrograms, words: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(programs.initdb, words, { ...programs.user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new ClusterFault(`initdb failed: ${errors.trim().split('\n').slice(-2).join(' ')}`));
    });
  });
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
