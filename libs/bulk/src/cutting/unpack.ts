import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { unpackedBytesMax } from '../settings.js';

/** An upload that cannot be read as a whole; the message says why to whoever sent it. */
export class UnreadableFile extends Error {}

/** Whether a file is packed by gzip (RFC 1952). */
export async function isPacked(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

/** Unpacks a gzip file beside it. Throws UnreadableFile for one that is cut off, damaged, or unpacks to more than 1 GiB. */
export async function unpack(path: string, to: string): Promise<void> {
  let bytes = 0;
  const bounded = new Transform({
    transform(block: Buffer, _encoding, done) {
      bytes += block.length;
      if (bytes > unpackedBytesMax) done(new UnreadableFile('The file unpacks to more than 1 GiB. Cut it and import its parts.'));
      else done(null, block);
    },
  });
  try {
    await pipeline(createReadStream(path), createGunzip(), bounded, createWriteStream(to));
  } catch (error) {
    if (/^Z_/.test(String((error as { code?: unknown }).code))) throw new UnreadableFile('The gzip file is cut off or damaged. Pack and upload it again.');
    throw error;
  }
}
