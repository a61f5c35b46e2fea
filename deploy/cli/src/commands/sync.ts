import { Command, InvalidArgumentError } from 'commander';
import { type Connecting, connect } from '../config.js';
import { openFolderCopy } from '../sync/folder-copy.js';
import { follow } from '../sync/follow.js';
import { lag } from '../sync/lag.js';
import { openPostgresCopy } from '../sync/postgres-copy.js';

interface Options extends Connecting {
  readonly to: string;
  readonly limit: number;
  readonly every?: number;
}

/** `cairn sync --to DIR|postgres://…`. */
export const syncCommand = (): Command =>
  new Command('sync')
    .description("Follow the change feed of the key's tenant into a folder or a PostgreSQL database. Run it again to go on.")
    .requiredOption('--to <place>', 'a folder (<TYPE>.ndjson and position.json), or postgres://…')
    .option('--limit <changes>', 'changes written at a time', count, 10_000)
    .option('--every <seconds>', 'keep following, with this pause between two looks', count)
    .action(async (_own: unknown, command: Command) => {
      const options: Options = command.optsWithGlobals();
      const copy = /^postgres(ql)?:\/\//.test(options.to) ? await openPostgresCopy(options.to) : await openFolderCopy(options.to);
      let known: string | null = null;
      let printed = 0;
      const told = (changes: number, asOf: string | null) => {
        known = asOf ?? known;
        if (changes > printed) process.stderr.write(`${changes} changes${asOf === null ? '' : `, as of ${asOf} (${lag(asOf, Date.now())})`}\n`);
        printed = changes;
      };
      try {
        const changes = await follow(connect(options), copy, { limit: options.limit, everySeconds: options.every, told });
        const upTo = known === null ? '' : ` as of ${known} (${lag(known, Date.now())})`;
        process.stdout.write(changes === 0 ? `Nothing new${upTo}.\n` : `${changes} changes applied; the copy is up to date${upTo}.\n`);
      } finally {
        await copy.close();
      }
    });

function count(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('A whole number above 0.');
  return Number(text);
}
