import type { RegistryClient } from '@cairn/client';
import { Command } from 'commander';
import { type Connecting, connect } from '../config.js';
import { Terminal } from '../terminal/terminal.js';

/** As `FigureRebuild` of the graph. */
export interface Rebuild {
  readonly state: 'WANTED' | 'BUILDING' | 'FINISHED';
  readonly done: number;
  readonly total: number;
  readonly finishedAt: string | null;
  readonly differences: number | null;
}

const fields = 'state done total finishedAt differences';
const everyMs = 500;

/** `cairn analytics rebuild`. Exit code 1 when figures were wrong. */
export const rebuildCommand = (): Command =>
  new Command('rebuild')
    .description('Add up the figures of the tenant anew from all facts, and tell what differed. Goes on in the registry when this command ends.')
    .option('--json', 'print JSON')
    .action(async (_own: unknown, command: Command) => {
      const options: Connecting & { readonly json?: boolean } = command.optsWithGlobals();
      const terminal = new Terminal();
      const done = await rebuilt(connect(options), terminal.bar('earners'));
      terminal.clear();
      process.stdout.write(options.json ? `${JSON.stringify(done, null, 2)}\n` : `${rebuildText(done)}\n`);
      if (done.differences) process.exitCode = 1;
    });

/** Asks for it, or joins one that goes on, and waits for its end. Throws UserErrors when it is refused. */
export async function rebuilt(client: RegistryClient, told: (done: number, total: number) => void): Promise<Rebuild> {
  await client.execute(`mutation { rebuildFigures { rebuild { state } userErrors { code field message } } }`);
  for (;;) {
    const { figureRebuild: now } = await client.execute<{ figureRebuild: Rebuild | null }>(`{ figureRebuild { ${fields} } }`);
    if (now?.state === 'FINISHED') return now;
    if (now) told(now.done, now.total);
    await new Promise((resume) => setTimeout(resume, everyMs));
  }
}

export function rebuildText({ done, differences }: Rebuild): string {
  const earners = `Facts of ${done.toLocaleString('en')} earners were added up.`;
  if (differences === null) return `${earners} There were no figures before.`;
  return differences === 0 ? `${earners} All figures were right.` : `${earners} ${differences.toLocaleString('en')} sums were wrong and are right now.`;
}
