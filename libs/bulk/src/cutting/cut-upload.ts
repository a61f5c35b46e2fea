import { open } from 'node:fs/promises';
import type { Chunk } from '../jobs/import-chunk.store.js';
import type { ImportFormat } from '../jobs/import-job.js';
import { chunkLines, lineBytesMax } from '../settings.js';
import { recordEnd } from './record-end.js';

export interface CutUpload {
  /** Bytes of the header line of a CSV file; null for JSON Lines. */
  readonly header: Buffer | null;
  readonly chunks: readonly Chunk[];
  readonly rowCount: number;
}

const blockBytes = 256 * 1024;

/** Finds the lines of an upload and cuts them into chunks. Reads the file once, in blocks, so that nothing else waits. */
export async function cutUpload(path: string, format: ImportFormat, linesPerChunk = chunkLines): Promise<CutUpload> {
  const file = await open(path, 'r');
  try {
    const cut = new Cutter(format, linesPerChunk);
    let held: Buffer = Buffer.alloc(0);
    let heldFrom = 0;
    for (;;) {
      const block = Buffer.allocUnsafe(blockBytes);
      const { bytesRead } = await file.read(block, 0, blockBytes, heldFrom + held.length);
      const bytes = Buffer.concat([held, block.subarray(0, bytesRead)]);
      const used = cut.take(bytes, heldFrom, bytesRead === 0);
      held = bytes.subarray(used);
      heldFrom += used;
      if (bytesRead === 0) return cut.result();
    }
  } finally {
    await file.close();
  }
}

class Cutter {
  private header: Buffer | null = null;
  private readonly chunks: Chunk[] = [];
  private rows = 0;
  private chunkFrom = 0;
  private chunkFirstRow = 1;
  private end = 0;

  constructor(
    private readonly format: ImportFormat,
    private readonly linesPerChunk: number,
  ) {}

  /** Takes whole records from bytes that lie at `offset` of the file; answers how many bytes they were. */
  take(bytes: Buffer, offset: number, final: boolean): number {
    let start = offset === 0 && this.end === 0 ? byteOrderMark(bytes) : 0;
    if (offset === 0 && this.end === 0) this.chunkFrom = start;
    while (start < bytes.length) {
      // A line far beyond its limit is cut into pieces, each of them malformed, rather than held in memory.
      const end = recordEnd(this.format, bytes, start, final || bytes.length - start > 16 * lineBytesMax);
      if (end < 0) break;
      this.add(bytes.subarray(start, end), offset + end);
      start = end;
    }
    return start;
  }

  result(): CutUpload {
    this.close();
    return { header: this.header, chunks: this.chunks, rowCount: this.rows };
  }

  private add(record: Buffer, end: number): void {
    this.end = end;
    if (this.format === 'CSV' && this.header === null) {
      this.header = Buffer.from(record);
      this.chunkFrom = end;
      return;
    }
    this.rows += 1;
    if (this.rows - this.chunkFirstRow + 1 === this.linesPerChunk) this.close();
  }

  private close(): void {
    const rowCount = this.rows - this.chunkFirstRow + 1;
    if (rowCount === 0) return;
    this.chunks.push({ number: this.chunks.length + 1, from: this.chunkFrom, to: this.end, firstRow: this.chunkFirstRow, rowCount });
    this.chunkFrom = this.end;
    this.chunkFirstRow = this.rows + 1;
  }
}

const byteOrderMark = (bytes: Buffer): number => (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0);
