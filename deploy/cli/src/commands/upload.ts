import { openAsBlob } from 'node:fs';
import { importFile, type ImportFormat, type ImportOf } from '@cairn/client';
import { Command } from 'commander';
import { type Connecting, connect } from '../config.js';
import { refusalsOf } from '../provider/rows.js';
import { Terminal } from '../terminal/terminal.js';

interface Options extends Connecting {
  readonly dryRun?: boolean;
  readonly allOrNothing?: boolean;
  readonly once?: boolean;
}

/** `cairn upload awards FILE [--dry-run] [--all-or-nothing] [--once]`, and the same for other kinds. */
export const uploadCommand = (): Command => {
  const command = new Command('upload').description('Import a file of lines: CSV with a header, or JSON Lines, packed by gzip or not; of a roster also a OneRoster bundle (zip).');
  for (const kind of ['awards', 'earners', 'enrolments', 'roster', 'credits', 'groups', 'achievements'] as const) {
    command.addCommand(
      new Command(kind)
        .argument('<file>', 'FILE.csv, FILE.jsonl, FILE.ndjson or one of these with .gz; FILE.zip of a roster')
        .option('--dry-run', 'check every line, write nothing')
        .option('--all-or-nothing', 'write nothing when a line is refused')
        .option('--once', 'do nothing when these bytes were imported before')
        .action(async (file: string, _own: unknown, own: Command) => upload(kind, file, own.optsWithGlobals<Options>())),
    );
  }
  return command;
};

async function upload(of: ImportOf, file: string, options: Options): Promise<void> {
  const terminal = new Terminal();
  const job = await importFile(connect(options), of, await openAsBlob(file), {
    format: formatOf(file),
    dryRun: options.dryRun ?? false,
    mode: options.allOrNothing ? 'ALL_OR_NOTHING' : 'BEST_EFFORT',
    again: !options.once,
    uploading: terminal.bar('uploading'),
    importing: terminal.bar('importing'),
  });
  terminal.clear();
  const tried = job.dryRun ? ' (dry run: nothing was written)' : '';
  process.stdout.write(`${job.state}${tried}: ${job.rowCount ?? 0} lines, ${job.created} created, ${job.replaced} replaced, ${job.unchanged} unchanged, ${job.failed} refused\n`);
  for (const line of refusalsOf(job, 20)) process.stdout.write(`  ${line}\n`);
  if (job.failed > 20) process.stdout.write(`  … every line: ${job.resultsPath}\n`);
  if (job.state !== 'FINISHED' || job.failed > 0) process.exitCode = 1;
}

function formatOf(file: string): ImportFormat {
  if (/\.zip$/i.test(file)) return 'ONEROSTER';
  return /\.csv(\.gz)?$/i.test(file) ? 'CSV' : 'JSONL';
}
