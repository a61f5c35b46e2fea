import { readFile } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import { dataFolder } from '../config.js';
import { allowAnalyst, endAnalyst } from './analyst-role.js';
import { ownDatabase } from './own-database.js';
import { tenantId } from './tenant-id.js';

interface Reaching {
  readonly database?: string;
}

interface Allowing extends Reaching {
  readonly tenant: string;
  readonly passwordFile?: string;
}

/** `cairn analytics analyst NAME --tenant ID`, `cairn analytics analyst NAME --remove`. */
export const analystCommand = (): Command =>
  new Command('analyst')
    .description('Make a role of the pathways database that reads the facts of one tenant in analytics_v1, and nothing else.')
    .argument('<name>', 'name of the role', roleName)
    .option('--tenant <id>', 'the tenant, by its id (ten_… or as the database has it)', tenantId)
    .option('--password-file <file>', 'password of the role, 16 characters and more (CAIRN_ANALYST_PASSWORD)')
    .option('--database <address>', 'the pathways database under a superuser; else that of the registry over CAIRN_DATA_DIR')
    .option('--remove', 'take the role away, and end who is signed in')
    .action(async (name: string, options: Partial<Allowing> & { readonly remove?: boolean }) => {
      const address = options.database ?? (await ownDatabase(dataFolder())).adminUrl;
      if (options.remove) {
        await endAnalyst(address, name);
        process.stdout.write(`${name} is gone.\n`);
        return;
      }
      if (options.tenant === undefined) throw new Error('Say whose facts the role reads: --tenant ten_….');
      await allowAnalyst(address, { name, tenant: options.tenant, password: await passwordOf(options) });
      const { host, pathname } = new URL(address);
      process.stdout.write(`${name} reads analytics_v1 of tenant ${options.tenant} at postgres://${encodeURIComponent(name)}@${host}${pathname}.\n`);
    });

async function passwordOf({ passwordFile }: Partial<Allowing>): Promise<string> {
  const password = passwordFile === undefined ? (process.env.CAIRN_ANALYST_PASSWORD ?? '') : (await readFile(passwordFile, 'utf8')).trim();
  if (password.length < 16) throw new Error('The role needs a password of 16 characters and more: --password-file or CAIRN_ANALYST_PASSWORD.');
  return password;
}

function roleName(text: string): string {
  if (!/^[a-z][a-z0-9_]{2,62}$/.test(text)) throw new InvalidArgumentError('Give 3 to 63 small letters, digits and _, a letter first.');
  return text;
}
