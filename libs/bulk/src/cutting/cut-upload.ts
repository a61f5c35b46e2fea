import { open } from 'node:fs/promises';
import type { Chunk } from '../jobs/import-chunk.store.js';
import type { ImportFormat } from '../jobs/import-job.js';
import { chunkBytesMax, chunkLines, lineBytesMax } from '../settings.js';
import { recordEnd } from './record-end.js';
import { UnreadableFile } from './unpack.js';

export interface CutUpload {
  /** Bytes of the header line of a CSV file; null for JSON Lines. */
  readonly header: Buffer | null;
  readonly chunks: readonly Chunk[];
  readonly rowCount: number;
}

const blockBytes = 256 * 1024;
/** A line beyond this is no longer held in memory: it is passed over to its end. */
const heldBytesMax = 16 * lineBytesMax;
const newline = 0x0a;

/**
 * Finds the lines of an upload and cuts them into chunks. Reads the file once, in blocks, so that nothing else waits. Throws
 * UnreadableFile for what is no UTF-8 from its first bytes on.
 */
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
  private passing = false;

  constructor(
    private readonly format: ImportFormat,
    private readonly linesPerChunk: number,
  ) {}

  /** Takes whole records from bytes that lie at `offset` of the file; answers how many bytes they were. */
  take(bytes: Buffer, offset: number, final: boolean): number {
    let start = 0;
    if (offset === 0 && this.end === 0 && !this.passing) {
      start = byteOrderMark(bytes);
      this.chunkFrom = start;
      this.end = start;
    }
    while (start < bytes.length) {
      if (this.passing) {
        const at = bytes.indexOf(newline, start);
        if (at < 0 && !final) return bytes.length;
        start = at < 0 ? bytes.length : at + 1;
        this.passing = false;
        this.addAlone(offset + start);
        continue;
      }
      const end = recordEnd(this.format, bytes, start, final);
      if (end < 0) {
        if (bytes.length - start <= heldBytesMax) break;
        this.passing = true;
      } else {
        this.add(bytes.subarray(start, end), offset + end);
        start = end;
      }
    }
    if (final && this.passing) this.addAlone(offset + bytes.length);
    return start;
  }

  result(): CutUpload {
    this.close();
    return { header: this.header, chunks: this.chunks, rowCount: this.rows };
  }

  private add(record: Buffer, end: number): void {
    if (this.format === 'CSV' && this.header === null) {
      this.header = Buffer.from(record);
      this.chunkFrom = end;
      this.end = end;
      return;
    }
    if (record.length > lineBytesMax) return this.addAlone(end);
    if (end - this.chunkFrom > chunkBytesMax) this.close();
    this.end = end;
    this.rows += 1;
    if (this.rows - this.chunkFirstRow + 1 === this.linesPerChunk) this.close();
  }

  /** A line that is too long is a chunk of its own, which nobody has to read. */
  private addAlone(end: number): void {
    if (this.format === 'CSV' && this.header === null) throw new UnreadableFile('The first line is too long for a header.');
    this.close();
    this.end = end;
    this.rows += 1;
    this.close();
  }

  private close(): void {
    const rowCount = this.rows - this.chunkFirstRow + 1;
    if (rowCount === 0) return;
    this.chunks.push({ number: this.chunks.length + 1, from: this.chunkFrom, to: this.end, firstRow: this.chunkFirstRow, rowCount });
    this.chunkFrom = this.end;
    this.chunkFirstRow = this.rows + 1;
  }
}

function byteOrderMark(bytes: Buffer): number {
  const [first, second, third] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) throw new UnreadableFile('The file is UTF-16. Save it as UTF-8.');
  return first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0;
}
