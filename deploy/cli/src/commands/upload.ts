import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { Command } from 'commander';
import { importFile, type ImportOf } from '../client/import-job.js';
import { type Connecting, connect } from '../config.js';
import { refusalsOf } from '../provider/rows.js';
import { Terminal } from '../terminal/terminal.js';

interface Options extends Connecting {
  readonly dryRun?: boolean;
}

/** `cairn upload awards FILE [--dry-run]`, and the same for earners and enrolments. */
export const uploadCommand = (): Command => {
  const command = new Command('upload').description('Import a file of lines: CSV with a header, or JSON Lines; packed by gzip or not.');
  for (const kind of ['awards', 'earners', 'enrolments'] as const) {
    command.addCommand(
      new Command(kind)
        .argument('<file>', 'FILE.csv, FILE.jsonl, FILE.ndjson or one of these with .gz')
        .option('--dry-run', 'check every line, write nothing')
        .action(async (file: string, _own: unknown, own: Command) => upload(kind, file, own.optsWithGlobals<Options>())),
    );
  }
  return command;
};

async function upload(of: ImportOf, file: string, options: Options): Promise<void> {
  const terminal = new Terminal();
  const job = await importFile(connect(options), of, await contentOf(file), {
    format: /\.csv(\.gz)?$/i.test(file) ? 'CSV' : 'JSONL',
    dryRun: options.dryRun ?? false,
    uploading: terminal.bar('uploading'),
    importing: terminal.bar('importing'),
  });
  terminal.clear();
  const tried = job.dryRun ? ' (dry run: nothing was written)' : '';
  process.stdout.write(`${job.state}${tried}: ${job.rowCount ?? 0} lines, ${job.succeeded} created, ${job.unchanged} unchanged, ${job.failed} refused\n`);
  for (const line of refusalsOf(job, 20)) process.stdout.write(`  ${line}\n`);
  if (job.failed > 20) process.stdout.write(`  … every line: ${job.resultsPath}\n`);
  if (job.state === 'FAILED' || job.failed > 0) process.exitCode = 1;
}

async function contentOf(file: string): Promise<Buffer> {
  const bytes = await readFile(file);
  return file.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}
