import { parse } from 'csv-parse';
import { setImmediate as pause } from 'node:timers/promises';
import { Readable } from 'node:stream';
import type { FrameworkText } from '../skill-framework/framework-text.js';
import { EscoFramework } from './esco-framework.js';
import { escoTableOf } from './esco-tables.js';
import { Faults, Leftovers, type Reading } from './reading.js';

/** What the tables do not say: which framework they are, and in which language. */
export interface EscoNames {
  readonly uri: string;
  readonly title: string;
  readonly language: string;
}

const sliceBytes = 128 * 1024;

/** Reads tables of ESCO (CSV, one framework however many files): the skills hierarchy, skills, groups, collections, relations. */
export async function readEsco(files: readonly Uint8Array[], names: EscoNames): Promise<Reading> {
  const faults = new Faults();
  const framework = new EscoFramework(names, faults, new Leftovers());
  for (const [at, file] of files.entries()) await readTable(file, files.length > 1 ? `file ${at + 1}, ` : '', framework, faults);
  if (faults.told.length > 0) return { ok: false, faults: faults.told };
  const { text, unmapped } = framework;
  return { ok: true, framework: text satisfies FrameworkText, unmapped };
}

async function readTable(file: Uint8Array, where: string, framework: EscoFramework, faults: Faults): Promise<void> {
  if (!isText(file)) return faults.tell(where, 'The file is not UTF-8, or has a NUL. A packed file is unpacked before it is uploaded.');
  let take: ReturnType<typeof escoTableOf>;
  const rows = Readable.from(slices(file)).pipe(parse({ bom: true, columns: true, info: true, skip_empty_lines: true, max_record_size: 256 * 1024 }));
  try {
    for await (const { record, info } of rows as AsyncIterable<{ record: Record<string, string>; info: { lines: number } }>) {
      take ??= escoTableOf(Object.keys(record));
      if (!take) return faults.tell(`${where}line 1`, 'The columns are those of no table of ESCO that holds skills.');
      take(framework, record, `${where}line ${info.lines}`);
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || !String(error.code).startsWith('CSV_')) throw error;
    faults.tell(`${where}line ${'lines' in error ? String(error.lines) : 1}`, 'This line is no CSV with as many cells as the header (RFC 4180).');
  }
  if (!take && faults.told.length === 0) faults.tell(where, 'The file has no rows.');
}

/** In slices, so that others get their turn between them. */
async function* slices(file: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.length; from += sliceBytes) {
    yield file.subarray(from, from + sliceBytes);
    await pause();
  }
}

function isText(file: Uint8Array): boolean {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(file).includes('\0');
  } catch {
    return false;
  }
}
