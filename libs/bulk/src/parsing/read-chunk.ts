import type { FileHandle } from 'node:fs/promises';
import { type ImportKind, type NumberedRow, refusedRow, type RowResult } from '../import-kind.js';
import type { Chunk } from '../jobs/import-chunk.store.js';
import type { ImportFormat } from '../jobs/import-job.js';
import type { Header } from './header.js';
import { readRecords } from './records.js';

/** A chunk ready for the database: rows to apply, and lines refused already. */
export interface ReadChunk {
  readonly chunk: Chunk;
  readonly rows: readonly NumberedRow<unknown>[];
  readonly refused: readonly RowResult[];
}

/** Reads a chunk's bytes and checks every line by itself. */
export async function readChunk(file: FileHandle, chunk: Chunk, format: ImportFormat, header: Header | null, kind: ImportKind): Promise<ReadChunk> {
  const bytes = Buffer.allocUnsafe(chunk.to - chunk.from);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, chunk.from);
  if (bytesRead !== bytes.length) throw new Error('the upload is shorter than when it was cut');
  const rows: NumberedRow<unknown>[] = [];
  const refused: RowResult[] = [];
  const records = await readRecords(format, header, bytes);
  if (records.length !== chunk.rowCount) throw new Error('the upload has changed since it was cut');
  records.forEach((record, index) => {
    const row = chunk.firstRow + index;
    if (typeof record === 'string') {
      refused.push(refusedRow(row, 'MALFORMED_LINE', record));
      return;
    }
    const parsed = kind.parse(record);
    if (parsed.ok) rows.push({ row, value: parsed.value });
    else {
      const [first] = parsed.refusals;
      refused.push(refusedRow(row, first?.code ?? 'INVALID_VALUE', first?.message ?? 'The line is not acceptable.', first?.field?.at(-1) ?? null));
    }
  });
  return { chunk, rows, refused };
}
