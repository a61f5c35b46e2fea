import { createHash, timingSafeEqual } from 'node:crypto';
import type { DocumentFacts, Recipient } from './document-facts.js';

/**
 * Whether a credential names the person by one of these names. E-mail addresses are compared in lower case, everything else
 * as it stands; a hash is SHA-256 or, in old badges, MD5 of the name with the salt behind it.
 *
 * @param names what the person has proven to be, or what the tenant says he is
 */
export const isAbout = ({ recipients }: Pick<DocumentFacts, 'recipients'>, names: readonly string[]): boolean =>
  names.some((name) => recipients.some((recipient) => matches(recipient, compared(name))));

function matches(recipient: Recipient, name: string): boolean {
  if (recipient.kind === 'PLAIN') return name !== '' && compared(recipient.value) === name;
  const [, algorithm = '', digest = ''] = /^(sha256|md5)\$([0-9a-f]+)$/i.exec(recipient.hash.trim()) ?? [];
  if (algorithm === '' || name === '') return false;
  const own = createHash(algorithm.toLowerCase()).update(name + recipient.salt).digest();
  const given = Buffer.from(digest, 'hex');
  return own.length === given.length && timingSafeEqual(own, given);
}

function compared(name: string): string {
  const bare = name.trim().replace(/^mailto:/i, '');
  return bare.includes('@') && !/^[a-z][a-z0-9+.-]*:/i.test(bare) ? bare.toLowerCase() : bare;
}
