import { importFile, type ImportFormat, type ImportJob, type ImportOf, type RegistryClient, RegistryFault, resultLines } from '@cairn/client';
import { stringify } from 'csv-stringify/sync';
import type { Terminal } from '../terminal/terminal.js';
import type { Tally } from './tally.js';

/** A line of an upload by column. */
export type Row = Readonly<Record<string, string | boolean | undefined>>;

interface Told {
  readonly format?: ImportFormat;
  readonly terminal?: Terminal;
  readonly tally?: Tally;
}

/** Imports rows through the bulk upload. A file that cannot be read as a whole is a fault; refused lines are only counted. */
export async function importRows(client: RegistryClient, of: ImportOf, rows: readonly Row[], { format = 'CSV', terminal, tally }: Told = {}): Promise<ImportJob> {
  const bytes = Buffer.from(format === 'CSV' ? csvOf(rows) : rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const job = await importFile(client, of, bytes, {
    format,
    uploading: terminal?.bar(`${of}: uploading`),
    importing: terminal?.bar(`${of}: importing`),
  });
  terminal?.clear();
  if (job.state === 'FAILED') throw new RegistryFault(`The file of ${of} could not be read: ${refusalsOf(job).join(' ')}`, 'UPLOAD_NOT_READY', false);
  tally?.add(of, { created: job.succeeded, unchanged: job.unchanged, refused: job.failed });
  return job;
}

/** The ids that an import made or found, by line; undefined where a line was refused. */
export async function idsByLine(client: RegistryClient, job: ImportJob): Promise<(string | undefined)[]> {
  const ids: (string | undefined)[] = [];
  for await (const { id, status } of resultLines(client, job)) ids.push(status === 'REFUSED' ? undefined : (id ?? undefined));
  return ids;
}

/** The first refusals of an import in words. */
export const refusalsOf = ({ errors }: ImportJob, most = 5): string[] =>
  errors.slice(0, most).map(({ row, code, field, message }) => `line ${row}: ${code}${field ? ` (${field})` : ''}: ${message}`);

function csvOf(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return stringify(
    rows.map((row) => columns.map((column) => row[column])),
    { header: true, columns, cast: { boolean: (value) => String(value) } },
  );
}
