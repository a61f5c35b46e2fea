import { createHash } from 'node:crypto';
import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { INPUT_BYTES_MAX, type ReadCredential, readInput } from '@cairn/credentials';
import { type DocumentFacts, factsOf } from './document-facts.js';

/** A document as it came, read but not judged. */
export interface Received {
  readonly bytes: Buffer;
  /** Where it was read; null when it was handed over. */
  readonly url: string | null;
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly digest: string;
  readonly mediaType: string;
  readonly read: ReadCredential;
  readonly facts: DocumentFacts;
}

/**
 * Reads what came. Refuses what is no credential (DOCUMENT_INVALID) and what is larger than is read (DOCUMENT_TOO_LARGE).
 *
 * @param field the member of the input that it came in
 */
export function receive(bytes: Buffer, url: string | null, field: string): Decision<Received> {
  if (bytes.length > INPUT_BYTES_MAX) return refused(refusal('DOCUMENT_TOO_LARGE', 'At most 1 MiB is taken in.', field));
  const reading = readInput(bytes);
  if (!reading.ok) {
    const code = reading.code.endsWith('TOO_LARGE') ? 'DOCUMENT_TOO_LARGE' : 'DOCUMENT_INVALID';
    return refused(refusal(code, `${reading.message} (${reading.code})`, field));
  }
  const { read } = reading;
  const digest = createHash('sha256').update(bytes).digest('hex');
  return accepted({ bytes, url, digest, mediaType: mediaTypeOf(read), read, facts: factsOf(read) });
}

function mediaTypeOf({ container, compact }: ReadCredential): string {
  if (container !== 'NONE') return container === 'PNG' ? 'image/png' : 'image/svg+xml';
  return compact === undefined ? 'application/json' : 'application/jwt';
}
