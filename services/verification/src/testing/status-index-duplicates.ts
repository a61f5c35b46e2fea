import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Whose places are taken, and where. */
export interface Taking {
  /** The database under the app role. */
  readonly appUrl: string;
  readonly tenant: string;
  readonly issuer: string;
}

export interface Taken {
  readonly kills: number;
  /** Places that were given to somebody and written down. */
  readonly given: number;
  /** Places that were given more than once: 0, or a revocation hits two people. */
  readonly duplicates: number;
}

const program = fileURLToPath(new URL('./places.process.ts', import.meta.url));
const typescript = fileURLToPath(new URL('../../../../deploy/launcher/typescript.mjs', import.meta.url));

/**
 * Has processes take places for one issuer, two at a time, and kills each without warning while it does. The measure
 * `status_index_duplicates` of the fault plan.
 */
export async function statusIndexDuplicates(taking: Taking, keySecret: Buffer, kills: number): Promise<Taken> {
  const written: string[] = [];
  const started = { count: 0 };
  const one = async (): Promise<void> => {
    while (started.count < kills) {
      started.count += 1;
      written.push(await untilKilled({ ...taking, keySecret: keySecret.toString('hex') }));
    }
  };
  await Promise.all([one(), one()]);
  // The last line of a killed process may be half of one.
  const given = written.flatMap((text) => text.split('\n').slice(0, -1));
  return { kills, given: given.length, duplicates: given.length - new Set(given).size };
}

/** What one process wrote before it was killed, somewhere in its first thousands of places. */
async function untilKilled(setting: object): Promise<string> {
  const child: ChildProcess = spawn(process.execPath, ['--import', typescript, program, JSON.stringify(setting)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  const enough = Math.random() * 20_000;
  child.stdout?.on('data', (part: Buffer) => {
    text += part.toString();
    if (text.length > enough) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  if (signal !== 'SIGKILL') throw new Error(`a process that takes places ended by itself: ${text.slice(-200)}`);
  return text;
}
