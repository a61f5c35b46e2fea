import type { Request } from 'express';
import { BadgeFault } from './status-info.js';

/** The body of a request and its media type. Throws BadgeFault 400 for what is too large or of another type. */
export async function readBody(request: Request, types: readonly string[], bytesMax: number): Promise<{ type: string; bytes: Buffer }> {
  const type = (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type)) throw new BadgeFault(400, 'invalid_data', `Send ${types.join(' or ')}.`);
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new BadgeFault(400, 'invalid_data', `At most ${bytesMax} bytes are taken in.`, { connection: 'close' });
    chunks.push(chunk);
  }
  return { type, bytes: Buffer.concat(chunks) };
}
