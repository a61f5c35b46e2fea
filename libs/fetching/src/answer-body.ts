import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { NotFetchedError } from './outcome.js';

/**
 * Reads an answer to its end, inflating it if it is packed, and never holds more than `bytesMax` and one block of it.
 *
 * @throws NotFetchedError TOO_LARGE
 */
export async function readBody(body: Readable, isGzip: boolean, bytesMax: number, signal: AbortSignal): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  let bytes = 0;
  const collect = async (source: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const block of source) {
      bytes += block.byteLength;
      if (bytes > bytesMax) throw new NotFetchedError('TOO_LARGE', `the answer is larger than ${bytesMax} bytes`);
      blocks.push(block);
    }
  };
  if (isGzip) await pipeline(body, createGunzip(), collect, { signal });
  else await pipeline(body, collect, { signal });
  return Buffer.concat(blocks);
}

/** What is not read is not waited for. */
export function discard(body: Readable): void {
  if (body.destroyed || body.readableEnded) return;
  body.on('error', () => undefined);
  body.destroy();
}
