import { CREDENTIAL_KEYWORDS, type CredentialKeyword } from './png-credential.js';
import { PNG_SIGNATURE, readChunks, writeChunk } from './png-chunks.js';
import { keywordOf } from './png-text.js';
import type { Refusal } from './reading.js';

/**
 * The image with `text` (a credential as JSON or as a compact JWS) in one uncompressed iTXt chunk right after IHDR; credentials
 * baked in before are replaced. Everything else of the image is kept byte by byte.
 */
export function bakePng(
  image: Uint8Array,
  text: string,
  keyword: CredentialKeyword = 'openbadgecredential',
): { ok: true; image: Buffer } | Refusal {
  const reading = readChunks(image);
  if (!reading.ok) return reading;
  const kept = reading.chunks.filter((chunk) => !((keywordOf(chunk) ?? '') in CREDENTIAL_KEYWORDS));
  const [header, ...rest] = kept.map(({ bytes }) => bytes);
  const chunk = writeChunk(
    'iTXt',
    Buffer.concat([Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1'), Buffer.from(text)]),
  );
  return { ok: true, image: Buffer.concat([PNG_SIGNATURE, header ?? Buffer.alloc(0), chunk, ...rest]) };
}
