import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { type Connecting, connect } from '../config.js';
import { planBadgr } from '../migration/badgr/plan-badgr.js';
import { readBadgrExport } from '../migration/badgr/read-export.js';
import { importMigration } from '../migration/import-migration.js';
import { migrationText } from '../migration/migration-text.js';
import type { MigrationPlan } from '../migration/plan.js';
import { planTable, type TableOrigin } from '../migration/table/plan-table.js';
import { Terminal } from '../terminal/terminal.js';

interface Options extends Connecting {
  readonly from: 'badgr' | TableOrigin;
  readonly dryRun?: boolean;
  readonly sector: string;
  readonly image?: string;
  readonly issuerName?: string;
  readonly issuerUrl?: string;
  readonly report?: string;
  readonly json?: boolean;
}

/** `cairn migrate --from badgr EXPORT --dry-run`: exit code 0 when everything came over, 1 when something was refused. */
export const migrateCommand = (): Command =>
  new Command('migrate')
    .description('Move here from another host: issuers, badges, assertions, pathways and old addresses. Run again it changes nothing.')
    .argument('<export>', 'of Badgr, Canvas Credentials, Parchment: a folder, its zip file, or one file of JSON; of Credly and Accredible: CSV')
    .addOption(new Option('--from <host>', 'what the export is of').choices(['badgr', 'credly', 'accredible']).makeOptionMandatory())
    .option('--dry-run', 'tell what would be done, write nothing')
    .option('--sector <sector>', 'sector that the issuers act in', 'NONPROFIT')
    .option('--image <url>', 'image (https) of badges that the export has none of')
    .option('--issuer-name <name>', 'of CSV: who issued')
    .option('--issuer-url <url>', 'of CSV: address of who issued')
    .option('--report <file>', 'write the whole report there, as JSON; it names earners, so only you may read the file')
    .option('--json', 'print counts, and what is told of every pathway, as JSON; it names nobody')
    .action(async (path: string, _own: unknown, command: Command) => migrate(path, command.optsWithGlobals<Options>()));

async function migrate(path: string, options: Options): Promise<void> {
  const { sector, dryRun = false, json, report: file } = options;
  const today = new Date().toISOString().slice(0, 10);
  const plan = await planOf(path, options, today);
  const report = await importMigration(connect(options), plan, { dryRun, sector, today, terminal: new Terminal() });
  if (file) await writeFile(file, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  process.stdout.write(`${json ? JSON.stringify({ ...report, pathways: report.pathways.map(withoutEarners) }, null, 2) : migrationText(report)}\n`);
  if (report.refusals.length > 0) process.exitCode = 1;
}

async function planOf(path: string, { from, sector, image, issuerName, issuerUrl }: Options, today: string): Promise<MigrationPlan> {
  if (from === 'badgr') return planBadgr(await readBadgrExport(path), { sector, image, today });
  if (!issuerName || !issuerUrl || !image) throw new Error('An export as CSV does not say who issued, and has no images: --issuer-name, --issuer-url and --image.');
  return planTable(path, from, { sector, image, today, issuer: { name: issuerName, url: issuerUrl } });
}

/** How many are judged otherwise, and why, without saying who. */
const withoutEarners = ({ differences, ...pathway }: Awaited<ReturnType<typeof importMigration>>['pathways'][number]) => ({
  ...pathway,
  differences: Object.fromEntries(Object.entries(Object.groupBy(differences, ({ reasons }) => reasons.join(' and '))).map(([reasons, some]) => [reasons, some?.length ?? 0])),
});
