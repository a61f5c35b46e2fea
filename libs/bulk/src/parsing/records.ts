import { isUtf8 } from 'node:buffer';
import { unstorableVariable } from '@cairn/subgraph';
import { parse } from 'csv-parse/sync';
import { recordEnd } from '../cutting/record-end.js';
import type { SourceRecord } from '../import-kind.js';
import type { ImportFormat } from '../jobs/import-job.js';
import { lineBytesMax } from '../settings.js';
import type { Header } from './header.js';

/** A line read, or a sentence on why it is malformed. */
export type ReadRecord = SourceRecord | string;

/** Lines parsed between two turns of the event loop: a few milliseconds of work. */
const sliceLines = 250;

const quote = 0x22;

/** Reads the lines of a chunk, one entry for each, letting other work go on in between. */
export async function readRecords(format: ImportFormat, header: Header | null, bytes: Buffer): Promise<ReadRecord[]> {
  const lines = linesOf(format, bytes);
  const records: ReadRecord[] = [];
  for (let from = 0; from < lines.length; from += sliceLines) {
    if (from > 0) await new Promise(setImmediate);
    const slice = lines.slice(from, from + sliceLines);
    records.push(...(header ? readCsv(header, slice) : slice.map(readJson)));
  }
  return records;
}

function linesOf(format: ImportFormat, bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = recordEnd(format, bytes, start, true);
    lines.push(bytes.subarray(start, end));
    start = end;
  }
  return lines;
}

/** Why a line cannot be read whatever its form; undefined when it may be. PostgreSQL stores no U+0000. */
function fault(line: Buffer): string | undefined {
  if (line.length > lineBytesMax) return `The line is longer than ${lineBytesMax / 1024} KiB.`;
  if (!isUtf8(line)) return 'The line is not UTF-8.';
  if (line.includes(0)) return unstorable;
  return undefined;
}

const unstorable = 'The line holds U+0000 or half a surrogate pair, which cannot be stored.';

function readJson(line: Buffer): ReadRecord {
  const wrong = fault(line);
  if (wrong !== undefined) return wrong;
  try {
    const value: unknown = JSON.parse(line.toString());
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'The line is no JSON object.';
    // Only an escape can bring such a text through a check of UTF-8.
    return line.includes('\\u') && unstorableVariable(value as SourceRecord) ? unstorable : (value as SourceRecord);
  } catch {
    return 'The line is no JSON document.';
  }
}

/** All lines in one call of the parser where all are well-formed, each by itself where not. */
function readCsv(header: Header, lines: readonly Buffer[]): ReadRecord[] {
  if (!lines.some(fault)) {
    const together = cellsOf(Buffer.concat(lines));
    if (together?.length === lines.length) return together.map((cells) => pick(header, cells));
  }
  return lines.map((line) => {
    const wrong = fault(line);
    if (wrong !== undefined) return wrong;
    const rows = cellsOf(line);
    return rows?.length === 1 && rows[0] ? pick(header, rows[0]) : 'A quote is not closed, or stands inside an unquoted field (RFC 4180).';
  });
}

/** Undefined where they are not RFC 4180. Lines without a quote, as most are, are cut at their commas, which is all that the parser would do. */
function cellsOf(bytes: Buffer): string[][] | undefined {
  if (!bytes.includes(quote)) return cellsBetweenCommas(bytes);
  try {
    return parse(bytes, { relax_column_count: true, record_delimiter: ['\n', '\r\n'] }) as string[][];
  } catch {
    return undefined;
  }
}

function cellsBetweenCommas(bytes: Buffer): string[][] {
  const lines = bytes.toString().split('\n');
  const last = lines.pop();
  const cells = lines.map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line).split(','));
  if (last) cells.push(last.split(','));
  return cells;
}

function pick({ width, picks }: Header, cells: readonly string[]): ReadRecord {
  if (cells.length !== width) return `The line has ${cells.length} fields; the header has ${width}.`;
  const record: Record<string, unknown> = {};
  for (const { at, name } of picks) {
    const cell = cells[at];
    if (cell !== undefined && cell !== '') record[name] = cell;
  }
  return record;
}
