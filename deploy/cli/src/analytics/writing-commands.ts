import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { dataFolder } from '../config.js';
import { Terminal } from '../terminal/terminal.js';
import { DatabaseFacts } from './database-facts.js';
import { today, yesterday } from './days.js';
import type { FactSource } from './fact-source.js';
import { GeneratedSource } from './generated-source.js';
import { ownDatabase } from './own-database.js';
import { whole } from './question-options.js';
import { tenantId } from './tenant-id.js';
import { writeExport } from './write-export.js';

interface Writing {
  readonly to: string;
  readonly threads?: number;
  readonly memory?: string;
}

interface Exporting extends Writing {
  readonly from?: string;
  readonly tenant: string;
  readonly until?: string;
  readonly secretFile?: string;
}

interface Generating extends Writing {
  readonly awards: number;
  readonly seed: number;
  readonly pathways?: number;
}

/** `cairn analytics export --tenant ID --to DIR`. */
export const exportCommand = (): Command =>
  withWriting(new Command('export'))
    .description('Write the facts of a tenant as Parquet, by month and with a manifest. Run again it writes what changed.')
    .requiredOption('--tenant <id>', 'the tenant, by its id (ten_… or as the database has it)', tenantId)
    .option('--from <address>', 'the pathways database, postgres://… (CAIRN_ANALYTICS_DATABASE); else that of the registry over CAIRN_DATA_DIR')
    .option('--until <day>', 'last day that all facts are known of; else yesterday')
    .option('--secret-file <file>', 'secret of the recipient, 16 characters and more (CAIRN_EXPORT_SECRET)')
    .action(async (options: Exporting) => {
      const secret = await secretOf(options);
      const address = options.from ?? process.env.CAIRN_ANALYTICS_DATABASE ?? (await ownDatabase(dataFolder())).workerUrl;
      const source = await DatabaseFacts.open(address, options.tenant, options.until ?? yesterday(today()));
      try {
        await write(source, secret, options);
      } finally {
        await source.close();
      }
    });

/** `cairn analytics generate --awards 1000000 --to DIR`. */
export const generateCommand = (): Command =>
  withWriting(new Command('generate'))
    .description('Write facts that chance makes as an export: cohorts, drop-out, repeats, revocations. The same for the same seed.')
    .option('--awards <n>', 'how many awards', whole, 100_000)
    .option('--seed <n>', 'what chance begins with', whole, 1)
    .option('--pathways <n>', 'how many pathways', whole)
    .action(({ awards, seed, pathways, ...options }: Generating) => write(new GeneratedSource({ awards, seed, ...(pathways && { pathways }) }), null, options));

const withWriting = (command: Command): Command =>
  command.requiredOption('--to <folder>', 'where the export is kept').option('--threads <n>', 'threads of DuckDB', whole, 2).option('--memory <size>', 'memory of DuckDB', '2GB');

async function write(source: FactSource, secret: string | null, { to, threads, memory }: Writing): Promise<void> {
  const terminal = new Terminal();
  const told = (what: string, done: number, total: number) => terminal.bar(what)(done, total);
  const manifest = await writeExport(source, { to, secret, now: new Date(), threads, memory, told });
  terminal.clear();
  const bytes = manifest.tables.flatMap(({ files }) => files).reduce((sum, file) => sum + file.bytes, 0);
  for (const { name, rows, files } of manifest.tables) process.stdout.write(`${name.padEnd(18)} ${String(rows).padStart(10)} rows in ${files.length} files\n`);
  process.stdout.write(`Tenant ${manifest.tenant}, observed until ${manifest.observationEnd}: ${(bytes / 1e6).toFixed(1)} MB in ${to}.\n`);
}

async function secretOf({ secretFile }: Exporting): Promise<string> {
  const secret = secretFile === undefined ? (process.env.CAIRN_EXPORT_SECRET ?? '') : (await readFile(secretFile, 'utf8')).trim();
  if (secret.length < 16) throw new Error('An export needs a secret of its recipient of 16 characters and more: --secret-file or CAIRN_EXPORT_SECRET.');
  return secret;
}
