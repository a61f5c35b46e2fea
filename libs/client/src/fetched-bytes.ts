import { afterBreaks } from './after-breaks.js';
import type { RegistryClient } from './registry-client.js';

/**
 * The bytes at a path, each once: after a break the rest is fetched (RFC 9110, section 14); where it is told from the
 * beginning all the same, what was handed over is passed over.
 *
 * @param sha256 of the whole, in hexadecimal, which is also its ETag; null where it is not known
 * @param after bytes at the beginning that nobody needs
 */
export async function* fetchedBytes(client: RegistryClient, path: string, sha256: string | null, after: number): AsyncGenerator<Uint8Array> {
  let told = after;
  yield* afterBreaks(async function* () {
    const headers = told === 0 ? {} : { range: `bytes=${told}-`, ...(sha256 === null ? {} : { 'if-range': `"${sha256}"` }) };
    const { status, body } = await client.fetch(path, { headers });
    let over = status === 206 ? 0 : told;
    if (body) for await (const bytes of body as unknown as AsyncIterable<Uint8Array>) {
      const rest = bytes.subarray(Math.min(over, bytes.length));
      over -= bytes.length - rest.length;
      told += rest.length;
      if (rest.length > 0) yield rest;
    }
  });
}
