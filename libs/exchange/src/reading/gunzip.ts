import { gunzipSync } from 'node:zlib';
import { Unreadable } from './unreadable.js';

/** Unpacked bytes of an archive with several documents. */
export const UNPACKED_MAX = 64 * 1024 * 1024;

export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** What was packed, at most `most` bytes of it: the unpacking ends there, so a bomb costs no more than that. */
export function gunzip(bytes: Uint8Array, most = UNPACKED_MAX): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: most });
  } catch (error) {
    if (error instanceof RangeError) throw new Unreadable('TOO_LARGE', `what is packed has more than ${most} bytes`);
    throw new Unreadable('NOT_AN_ARCHIVE', 'the gzip data is damaged or ends too early');
  }
}
