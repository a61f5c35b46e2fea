import type { ImportFormat } from '../jobs/import-job.js';
import { lineBytesMax } from '../settings.js';

const newline = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
const comma = 0x2c;

/**
 * Where the record that begins at `start` ends (just behind its newline), or -1 when more bytes are needed to tell.
 *
 * A quoted CSV field may hold newlines. A quote that is never closed, or closed by something other than a comma or the
 * line's end, makes only its own line malformed: the record then ends at the first newline, and the next line is read
 * afresh. RFC 4180.
 *
 * @param final no bytes come after those in `bytes`
 */
export function recordEnd(format: ImportFormat, bytes: Buffer, start: number, final: boolean): number {
  const line = lineEnd(bytes, start, final);
  if (format === 'JSONL') return line;
  // Looked for in the line alone: in a file without quotes the rest of the block would be searched for each of its lines.
  if (!bytes.subarray(start, line < 0 ? bytes.length : line).includes(quote)) return line;
  return quotedRecordEnd(bytes, start, final);
}

function lineEnd(bytes: Buffer, start: number, final: boolean): number {
  const at = bytes.indexOf(newline, start);
  if (at >= 0) return at + 1;
  return final ? bytes.length : -1;
}

function quotedRecordEnd(bytes: Buffer, start: number, final: boolean): number {
  let at = start;
  let fieldStarts = true;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (fieldStarts && byte === quote) {
      const close = closingQuote(bytes, at + 1, start, final);
      if (close === 'more') return -1;
      if (close === 'none') return lineEnd(bytes, start, final);
      at = close + 1;
      fieldStarts = false;
    } else {
      if (byte === newline) return at + 1;
      fieldStarts = byte === comma;
      at += 1;
    }
  }
  return final ? bytes.length : -1;
}

function closingQuote(bytes: Buffer, from: number, start: number, final: boolean): number | 'none' | 'more' {
  for (let at = from; ; at += 2) {
    at = bytes.indexOf(quote, at);
    if (at < 0) return final || bytes.length - start > lineBytesMax ? 'none' : 'more';
    if (at - start > lineBytesMax) return 'none';
    if (at + 1 === bytes.length) return final ? at : 'more';
    const next = bytes[at + 1];
    if (next === quote) continue;
    return next === comma || next === newline || next === carriageReturn ? at : 'none';
  }
}
