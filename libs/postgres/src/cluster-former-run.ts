import { execFileSync } from 'node:child_process';
import { readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ClusterFault } from './cluster-fault.js';

interface Warns {
  warn(fields: object, message: string): void;
}

/**
 * Makes a data folder free again after a run that was killed: stops the server it left behind, and removes a stale
 * postmaster.pid. Signals a process only after it was seen to be a postgres of this very folder. A folder that a living
 * process of ours is using is refused.
 */
export async function clearFormerRun(dataDir: string, log: Warns): Promise<void> {
  const lockFile = join(dataDir, 'postmaster.pid');
  const pid = Number((await readFile(lockFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (await servesFolder(pid, dataDir)) {
    const keeper = Number(await readFile(join(dataDir, 'cairn.keeper'), 'utf8').catch(() => '0'));
    if (keeper > 1 && parentOf(pid) === keeper) {
      throw new ClusterFault(`the data folder ${dataDir} is in use by process ${keeper}`);
    }
    log.warn({ pid }, 'a former run left its PostgreSQL behind; stopping it');
    await stopProcess(pid, dataDir);
  }
  await rm(lockFile, { force: true });
}

async function stopProcess(pid: number, dataDir: string): Promise<void> {
  for (const [signal, patienceMs] of [['SIGINT', 20_000], ['SIGQUIT', 10_000]] as const) {
    if (!(await servesFolder(pid, dataDir))) return;
    process.kill(pid, signal);
    for (let waited = 0; waited < patienceMs; waited += 50) {
      await new Promise((resume) => setTimeout(resume, 50));
      if (!isAlive(pid)) return;
    }
  }
  throw new ClusterFault(`the PostgreSQL that a former run left behind (process ${pid}) does not stop`);
}

/** Whether the process is a postgres whose command line names this folder. */
async function servesFolder(pid: number, dataDir: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const [program, ...words] = await commandOf(pid);
  if (!program || !/(^|[\\/])postgres$/.test(program)) return false;
  const named = words[words.indexOf('-D') + 1];
  return named !== undefined && (await realpath(named).catch(() => named)) === dataDir;
}

async function commandOf(pid: number): Promise<string[]> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0');
  } catch {
    return ps(pid, 'command').split(/\s+/);
  }
}

const parentOf = (pid: number): number => Number(ps(pid, 'ppid'));

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim();
  } catch {
    return '';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
