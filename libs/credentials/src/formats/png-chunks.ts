import { crc32 } from 'node:zlib';
import { invalid, unknown, type Refusal } from './reading.js';

/** One chunk of a PNG (PNG 3rd edition §5.3), as views on the image's own bytes. */
export interface PngChunk {
  /** Four letters: IHDR, iTXt, … */
  type: string;
  data: Buffer;
  /** The whole chunk: length, type, data, CRC. */
  bytes: Buffer;
}

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length, type and CRC around the data. */
const FRAME_BYTES = 12;

export function isPng(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(0, PNG_SIGNATURE.length)).equals(PNG_SIGNATURE);
}

/** All chunks from IHDR to IEND. Every CRC must hold, and nothing may follow the end, where another reader might look. */
export function readChunks(image: Uint8Array): { ok: true; chunks: PngChunk[] } | Refusal {
  const all = Buffer.from(image.buffer, image.byteOffset, image.byteLength);
  if (!isPng(all)) return invalid('PNG_MALFORMED', 'The image does not begin as a PNG does.');
  const chunks: PngChunk[] = [];
  let at = PNG_SIGNATURE.length;
  while (at < all.length) {
    if (chunks.at(-1)?.type === 'IEND')
      return unknown(
        'PNG_TRAILED',
        'Further bytes follow the end of the PNG image, which might be read otherwise.',
      );
    const length = at + FRAME_BYTES <= all.length ? all.readUInt32BE(at) : Infinity;
    const end = at + FRAME_BYTES + length;
    if (end > all.length) return invalid('PNG_MALFORMED', 'The PNG image is cut off inside a chunk.');
    const typeAndData = all.subarray(at + 4, end - 4);
    if (crc32(typeAndData) !== all.readUInt32BE(end - 4))
      return invalid('PNG_MALFORMED', 'The checksum of a chunk of the PNG image is wrong.');
    chunks.push({
      type: typeAndData.toString('latin1', 0, 4),
      data: typeAndData.subarray(4),
      bytes: all.subarray(at, end),
    });
    at = end;
  }
  if (chunks[0]?.type !== 'IHDR' || chunks.at(-1)?.type !== 'IEND')
    return invalid('PNG_MALFORMED', 'The PNG image lacks its first or its last chunk.');
  return { ok: true, chunks };
}

export function writeChunk(type: string, data: Uint8Array): Buffer {
  const chunk = Buffer.alloc(FRAME_BYTES + data.length);
  chunk.writeUInt32BE(data.length);
  chunk.write(type, 4, 'latin1');
  chunk.set(data, 8);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
}
