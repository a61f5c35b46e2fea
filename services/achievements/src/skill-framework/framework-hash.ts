import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { documentOf, type FrameworkText } from './framework-text.js';

/** SHA-256 over the RFC 8785 form of everything in a framework, record after record, in hexadecimal. */
export function hashOf(framework: FrameworkText): string {
  const hash = createHash('sha256');
  for (const record of [documentOf(framework), ...framework.skills, ...framework.associations]) hash.update(`${canonicalize(record)}\n`);
  return hash.digest('hex');
}
