import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RegistryProcess } from '@cairn/testkit';

/** The PostgreSQL of a registry, to be harmed. */
export interface Harmed {
  /** Stops every process of it where it stands; the answer lets them go on. */
  freeze(): () => void;
  /** Kills it with no chance to tidy up. */
  kill(): void;
}

export function postgresOf({ dataDir }: RegistryProcess): Harmed {
  const [first = ''] = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  const postmaster = Number(first);
  return {
    freeze() {
      process.kill(postmaster, 'SIGSTOP'); // first, so that it makes no new ones
      const frozen = [...childrenOf(postmaster), postmaster];
      for (const pid of frozen) signal(pid, 'SIGSTOP');
      return () => frozen.forEach((pid) => signal(pid, 'SIGCONT'));
    },
    kill: () => void process.kill(postmaster, 'SIGKILL'),
  };
}

const childrenOf = (parent: number): number[] =>
  execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid, ppid]) => (ppid === parent && pid !== undefined ? [pid] : []));

/** A process may have ended by itself meanwhile. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
