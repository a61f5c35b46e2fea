import { deflateSync } from 'node:zlib';
import { PNG_SIGNATURE, readChunks, writeChunk } from './png-chunks.js';

/** A PNG image of one grey point, with further chunks between its first and its picture. */
export function withChunks(...more: Uint8Array[]): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  const picture = deflateSync(Buffer.from([0, 128]));
  return Buffer.concat([
    PNG_SIGNATURE,
    writeChunk('IHDR', header),
    ...more,
    writeChunk('IDAT', picture),
    writeChunk('IEND', Buffer.alloc(0)),
  ]);
}

export function anImage(): Buffer {
  return withChunks();
}

export function chunkTypes(image: Uint8Array): string[] {
  const reading = readChunks(image);
  return reading.ok ? reading.chunks.map(({ type }) => type) : [reading.code];
}
