import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { PathwayDefinition } from './definition.js';

/** The canonical form (RFC 8785): equal for any order of keys. */
export function canonicalForm(definition: PathwayDefinition): string {
  const form = canonicalize(definition);
  if (form === undefined) throw new TypeError('a definition is a JSON object');
  return form;
}

/** SHA-256 over the canonical form, 64 lower-case hexadecimal digits. */
export function definitionHash(definition: PathwayDefinition): string {
  return createHash('sha256').update(canonicalForm(definition), 'utf8').digest('hex');
}
