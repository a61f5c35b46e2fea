import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Whether a stated identity, plain or hashed (`sha256$<hex>`, older badges `md5$<hex>`, salt appended), is this one. An e-mail
 * address is compared as written and in lower case, since issuers hash either.
 */
export function isSameIdentity(stated: { hash: string; hashed: boolean; salt: string }, value: string): boolean {
  const spellings = [...new Set([value, value.trim(), value.trim().toLowerCase()])];
  if (!stated.hashed) return spellings.some((spelling) => stated.hash === spelling || stated.hash.toLowerCase() === spelling.toLowerCase());
  const [, algorithm = '', digest = ''] = /^(sha256|md5)\$([0-9a-f]+)$/i.exec(stated.hash) ?? [];
  if (!digest) return false;
  const expected = Buffer.from(digest.toLowerCase());
  return spellings.some((spelling) => {
    const found = Buffer.from(createHash(algorithm.toLowerCase()).update(spelling + stated.salt).digest('hex'));
    return found.length === expected.length && timingSafeEqual(found, expected);
  });
}
