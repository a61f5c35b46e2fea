import type { FileHandle } from 'node:fs/promises';
import { type ImportKind, type NumberedRow, refusedRow, type RowResult } from '../import-kind.js';
import type { Chunk } from '../jobs/import-chunk.store.js';
import type { ImportFormat } from '../jobs/import-job.js';
import { lineBytesMax } from '../settings.js';
import { UnreadableFile } from '../cutting/unpack.js';
import type { Header } from './header.js';
import type { KeysInFile } from './keys-in-file.js';
import { readRecords } from './records.js';

/** A chunk ready for the database: rows to apply, and lines refused already. */
export interface ReadChunk {
  readonly chunk: Chunk;
  readonly rows: readonly NumberedRow<unknown>[];
  readonly refused: readonly RowResult[];
}

/** What the lines of a file are read by: how they are written, their kind, and the keys of the lines before. */
export interface Reading {
  readonly file: FileHandle;
  readonly format: ImportFormat;
  readonly header: Header | null;
  readonly kind: ImportKind;
  readonly keys: KeysInFile;
}

/** Reads a chunk's bytes and checks every line by itself, and against the keys of the lines before it. */
export async function readChunk({ file, format, header, kind, keys }: Reading, chunk: Chunk): Promise<ReadChunk> {
  const { from, to, firstRow, rowCount } = chunk;
  if (rowCount === 1 && to - from > lineBytesMax + 1) return { chunk, rows: [], refused: [refusedRow(firstRow, 'MALFORMED_LINE', tooLong)] };
  const bytes = Buffer.allocUnsafe(to - from);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
  const records = bytesRead === bytes.length ? await readRecords(format, header, bytes) : [];
  if (records.length !== rowCount) throw new UnreadableFile('The upload changed while it was read. Upload the file again.');
  const rows: NumberedRow<unknown>[] = [];
  const refused: RowResult[] = [];
  records.forEach((record, index) => {
    const row = firstRow + index;
    if (typeof record === 'string') {
      refused.push(refusedRow(row, 'MALFORMED_LINE', record));
      return;
    }
    const parsed = kind.parse(record);
    if (!parsed.ok) {
      const [first] = parsed.refusals;
      refused.push(refusedRow(row, first?.code ?? 'INVALID_VALUE', first?.message ?? 'The line is not acceptable.', first?.field?.at(-1) ?? null));
      return;
    }
    const key = kind.key?.of(parsed.value) ?? null;
    const earlier = key === null ? undefined : keys.firstRow(key, row);
    if (kind.key && earlier !== undefined) refused.push(refusedRow(row, 'REPEATED_IN_FILE', `Line ${earlier} of the file has the same ${kind.key.column}.`, kind.key.column));
    else rows.push({ row, value: parsed.value });
  });
  return { chunk, rows, refused };
}

const tooLong = `The line is longer than ${lineBytesMax / 1024} KiB.`;
