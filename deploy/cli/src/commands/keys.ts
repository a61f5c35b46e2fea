import { Command } from 'commander';
import { type Connecting, connect } from '../config.js';
import { createKey } from '../provider/tenant.js';

interface Options extends Connecting {
  readonly tenant?: string;
  readonly name: string;
  readonly rights: string;
}

/** `cairn keys create --tenant ten_… --rights AWARD,ANALYSE`. */
export const keysCommand = (): Command =>
  new Command('keys').description('API keys.').addCommand(
    new Command('create')
      .description('Make a key and print it, this once.')
      .option('--tenant <id>', "tenant that the key acts for; left out: the caller's own")
      .option('--name <text>', 'what the key is for', 'Command line')
      .requiredOption('--rights <list>', 'of ADMINISTER, DESIGN, PUBLISH, AWARD, REVOKE, REVIEW, GRANT_AWARD, SIT_ON_COMMITTEE, ANALYSE, AUDIT, with commas between')
      .action(async (_own: unknown, command: Command) => {
        const { tenant, name, rights, ...connecting }: Options = command.optsWithGlobals();
        const named = rights.split(',').map((right) => right.trim().toUpperCase()).filter(Boolean);
        process.stdout.write(`${await createKey(connect(connecting), { tenantId: tenant, name, rights: named })}\n`);
      }),
  );
