import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Pathway } from './pathway.js';

/** The canonical form (RFC 8785): equal for any order of keys. */
export function canonicalForm(pathway: Pathway): string {
  const form = canonicalize(pathway);
  if (form === undefined) throw new TypeError('a definition is a JSON object');
  return form;
}

/** SHA-256 over the canonical form, 64 lower-case hexadecimal digits. */
export function definitionHash(pathway: Pathway): string {
  return createHash('sha256').update(canonicalForm(pathway), 'utf8').digest('hex');
}
