import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { VersionText } from './achievement-version.js';

/**
 * SHA-256 over the RFC 8785 form of everything a reader relies on, 64 lower-case hexadecimal digits. Every member is
 * there, null or empty when not stated; ids, number and state are not, so a copied text is known by its hash.
 */
export function contentHash(version: VersionText): string {
  const form = canonicalize(textOf(version));
  if (form === undefined) throw new TypeError('a text is a JSON object');
  return createHash('sha256').update(form, 'utf8').digest('hex');
}

/** The members that the hash covers, named one by one: a new column never changes an old hash by accident. */
const textOf = (version: VersionText): VersionText => ({
  title: version.title,
  description: version.description,
  criteria: version.criteria,
  imageUrl: version.imageUrl,
  language: version.language,
  achievementType: version.achievementType,
  issuerSector: version.issuerSector,
  useCase: version.useCase,
  claimBasis: version.claimBasis,
  earningModes: version.earningModes,
  requirement: version.requirement,
  alignments: version.alignments,
  tags: version.tags,
  estimatedEffort: version.estimatedEffort,
  creditsAvailable: version.creditsAvailable,
  level: version.level,
  validFor: version.validFor,
  acceptance: version.acceptance,
  duplicatePolicy: version.duplicatePolicy,
});
