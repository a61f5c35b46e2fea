import { execFileSync } from 'node:child_process';
import { access, constants, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StartFault } from './start-fault.js';

/** The folder that survives restarts, taken by this process until `release`. */
export interface DataFolder {
  readonly path: string;
  /** One PostgreSQL cluster. */
  readonly postgres: string;
  readonly kafka: string;
  readonly files: string;
  readonly secrets: string;
  readonly bootstrapKey: string;
  /** Exists once the demo was written completely. */
  readonly seeded: string;
  /** Keys of the demo's providers by slug and accounts of their staff, readable by the owner alone. */
  readonly demoKeys: string;
  /** Mail, a file each, while no mail server is set. */
  readonly mail: string;
  release(): Promise<void>;
}

/** Makes the folder where it is missing and takes it, so that two registries never write to the same one. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const holder = join(path, 'running.pid');
  const files = join(path, 'files');
  try {
    // The database's own user passes through (711 would do); what is secret in it is readable by its owner only.
    await makeFolder(path);
    await access(path, constants.W_OK | constants.X_OK);
    await takeOver(path, holder);
    await mkdir(files, { mode: 0o700 }).catch(unlessThere);
  } catch (error) {
    if (error instanceof StartFault) throw error;
    throw new StartFault(`The data folder ${path} cannot be used: ${reason(error)}. Set CAIRN_DATA_DIR to another one.`);
  }
  return {
    path,
    postgres: join(path, 'postgres'),
    kafka: join(path, 'kafka'),
    files,
    secrets: join(path, 'secrets.json'),
    bootstrapKey: join(path, 'bootstrap-key'),
    seeded: join(path, 'seeded'),
    demoKeys: join(path, 'demo-keys.json'),
    mail: join(path, 'mail'),
    release: () => rm(holder, { force: true }),
  };
}

/** `mkdir -p`; Node's own never returns where nothing can be made (/proc). */
async function makeFolder(path: string): Promise<void> {
  if (await exists(path)) return;
  if (!(await exists(dirname(path)))) await makeFolder(dirname(path));
  await mkdir(path, { mode: 0o755 }).catch(unlessThere);
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

async function takeOver(path: string, holder: string): Promise<void> {
  for (;;) {
    try {
      await writeFile(holder, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const pid = Number(await readFile(holder, 'utf8').catch(() => ''));
    if (isRegistry(pid)) {
      throw new StartFault(`The data folder ${path} is in use by another running Cairn (process ${pid}). Stop it, or set CAIRN_DATA_DIR.`);
    }
    await rm(holder, { force: true });
  }
}

/** A process id may have been given to another program since. */
function isRegistry(pid: number): boolean {
  if (!(pid > 1) || pid === process.pid) return false;
  try {
    return /main\.ts|registry\.process\.ts/.test(execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }));
  } catch {
    return false;
  }
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'it may not be written to';
  if (code === 'ENOENT') return 'it cannot be made there';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a part of the path is a file';
  if (code === 'ENOSPC') return 'the disk is full';
  return message;
}

/** Whether a file or folder is there. */
export const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
