import { RegistryFault, UserErrors } from '@cairn/client';
import { Command, CommanderError } from 'commander';
import { analyticsCommand } from './commands/analytics.js';
import { awardsCommand } from './commands/awards.js';
import { bakeCommand } from './commands/bake.js';
import { bulkQueryCommand } from './commands/bulk-query.js';
import { importCommand } from './commands/import.js';
import { keysCommand } from './commands/keys.js';
import { migrateCommand } from './commands/migrate.js';
import { pathwayCommand } from './commands/pathway.js';
import { pullCommand } from './commands/pull.js';
import { skillsCommand } from './commands/skills.js';
import { syncCommand } from './commands/sync.js';
import { unbakeCommand } from './commands/unbake.js';
import { uploadCommand } from './commands/upload.js';
import { verifyCommand } from './commands/verify.js';

/** `npm run cairn -- <command>`. */
const program = new Command('cairn')
  .description('The command line of a Cairn registry; everything goes through its public API.')
  .option('--url <address>', 'address of the registry (CAIRN_URL; http://127.0.0.1:4000)')
  .option('--key <key>', "API key (CAIRN_API_KEY; else the operator's key in the data folder)")
  .exitOverride();
for (const command of [analyticsCommand(), importCommand(), uploadCommand(), pullCommand(), syncCommand(), bulkQueryCommand(), keysCommand(), verifyCommand(), bakeCommand(), unbakeCommand(), awardsCommand(), skillsCommand(), pathwayCommand(), migrateCommand()]) program.addCommand(command);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = 1;
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else process.stderr.write(`${words(error)}\n`);
}

/** What the caller can act on is told in words; a fault of ours with its stack. */
function words(error: unknown): string {
  if (error instanceof UserErrors || error instanceof RegistryFault) return error.message;
  if (!(error instanceof Error)) return String(error);
  return error.constructor === Error ? error.message : (error.stack ?? error.message);
}
