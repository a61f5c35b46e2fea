import { recordEnd } from '../cutting/record-end.js';
import { namesOf, readHeader } from './header.js';
import { type ReadRecord, readRecords } from './records.js';

/**
 * Reads a whole CSV text (RFC 4180, header first, LF or CRLF) that came within a request; large files are uploaded instead.
 *
 * @returns one entry for each data line, or a sentence on why the text cannot be read at all
 */
export async function readCsvText(text: string, columns: readonly string[]): Promise<string | ReadRecord[]> {
  const bytes = Buffer.from(text.replace(/^\uFEFF/, ''));
  const headerEnd = recordEnd('CSV', bytes, 0, true);
  const names = namesOf(bytes.subarray(0, headerEnd));
  if (names === null) return 'The header is not RFC 4180.';
  const header = readHeader(names, columns);
  return typeof header === 'string' ? header : readRecords('CSV', header, bytes.subarray(headerEnd));
}
