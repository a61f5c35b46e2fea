import { createHmac } from 'node:crypto';
import type { DocumentFacts } from './document-facts.js';

/**
 * What makes two credentials the same one: issuer and id, after percent-decoding and trimming (Open Badges 3.0, section 8.4);
 * without an id the bytes themselves. Hashed under the backpack's key, so that no row tells of a credential held elsewhere.
 *
 * @param digest SHA-256 of the bytes as they came
 */
export function identityHash(key: Buffer, { issuer, id }: Pick<DocumentFacts, 'issuer' | 'id'>, digest: string): Buffer {
  const named = id === null ? ['bytes', digest] : ['id', plain(issuer), plain(id)];
  return createHmac('sha256', key).update(JSON.stringify(named)).digest();
}

function plain(text: string): string {
  const trimmed = text.trim();
  try {
    return decodeURIComponent(trimmed).trim();
  } catch {
    // A lone percent sign stands for itself.
    return trimmed;
  }
}
