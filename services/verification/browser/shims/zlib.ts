import { Gunzip, Unzlib } from 'fflate';
import { Buffer } from './buffer.js';

/** As much of node:zlib as reading credentials uses. Whatever would grow beyond its limit is given up while it grows. */
interface Limit {
  readonly maxOutputLength?: number;
}

function inflated(Stream: typeof Gunzip | typeof Unzlib, bytes: Uint8Array, { maxOutputLength = 16 * 1024 * 1024 }: Limit): Buffer {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Stream((part) => {
    length += part.length;
    if (length > maxOutputLength) throw new RangeError(`Cannot create a Buffer larger than ${maxOutputLength} bytes`);
    parts.push(part);
  });
  for (let at = 0; at < bytes.length || at === 0; at += 1024) stream.push(bytes.subarray(at, at + 1024), at + 1024 >= bytes.length);
  return Buffer.concat(parts);
}

export const gunzipSync = (bytes: Uint8Array, limit: Limit = {}): Buffer => inflated(Gunzip, bytes, limit);
export const inflateSync = (bytes: Uint8Array, limit: Limit = {}): Buffer => inflated(Unzlib, bytes, limit);

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** ISO 3309, as PNG wants it. */
export function crc32(data: Uint8Array | string, start = 0): number {
  let crc = ~start;
  for (const byte of typeof data === 'string' ? new TextEncoder().encode(data) : data) crc = (table[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return ~crc >>> 0;
}

const never = (): never => {
  throw new Error('nothing is compressed in a browser');
};
export const gzipSync = never;
export const deflateSync = never;
