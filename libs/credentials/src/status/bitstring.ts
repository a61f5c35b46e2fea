import { gunzipSync, gzipSync } from 'node:zlib';

/** The smallest list the Bitstring Status List recommendation allows, and the size of ours. */
export const STATUS_LIST_LENGTH = 131_072;
const COMPRESSED_BYTES_MAX = 1024 * 1024;
const INFLATED_BYTES_MAX = 16 * 1024 * 1024;

/** Bits in the standard's order: index 0 is the most significant bit of the first byte. */
export type Bitstring = Uint8Array;

export function emptyBitstring(length = STATUS_LIST_LENGTH): Bitstring {
  return new Uint8Array(length / 8);
}

/** Sets one bit in place. */
export function setBit(bits: Bitstring, index: number, value: boolean): void {
  if (!Number.isInteger(index) || index < 0 || index >= bits.length * 8)
    throw new RangeError(`no bit ${index} in this list`);
  const mask = 0x80 >> (index & 7);
  const byte = bits[index >> 3] ?? 0;
  bits[index >> 3] = value ? byte | mask : byte & ~mask;
}

/** The bit, or undefined when the list has no such index. */
export function bitAt(bits: Bitstring, index: number): boolean | undefined {
  const byte = Number.isInteger(index) && index >= 0 ? bits[Math.floor(index / 8)] : undefined;
  return byte === undefined ? undefined : (byte & (0x80 >> (index & 7))) !== 0;
}

/** gzip, base64url without padding, multibase `u`. */
export function encodeBitstring(bits: Bitstring): string {
  return 'u' + gzipSync(bits).toString('base64url');
}

/** Reads an `encodedList` of any maker, within the caps of the credentials text (1 MiB compressed, 16 MiB inflated). */
export function decodeBitstring(
  encoded: string,
): { ok: true; bits: Bitstring } | { ok: false; detail: string } {
  if (!/^u[A-Za-z0-9_-]+$/.test(encoded))
    return { ok: false, detail: 'encodedList is not multibase base64url without padding' };
  if (encoded.length * 0.75 > COMPRESSED_BYTES_MAX)
    return { ok: false, detail: 'encodedList is larger than 1 MiB' };
  try {
    const bits = gunzipSync(Buffer.from(encoded.slice(1), 'base64url'), {
      maxOutputLength: INFLATED_BYTES_MAX,
    });
    if (bits.length * 8 < STATUS_LIST_LENGTH)
      return { ok: false, detail: 'the list has fewer than 131,072 entries' };
    return { ok: true, bits };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
