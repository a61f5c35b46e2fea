import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { VersionText } from './achievement-version.js';

/**
 * SHA-256 over the RFC 8785 form of everything a reader relies on, 64 lower-case hexadecimal digits. Ids, number and state
 * are no part of it, so a copied text is known by its hash.
 */
export function contentHash(version: VersionText): string {
  const form = canonicalize(hashedForm(version));
  if (form === undefined) throw new TypeError('a text is a JSON object');
  return createHash('sha256').update(form, 'utf8').digest('hex');
}

/** Members that every version has had from the beginning: each is in the form, null or empty when not stated. */
const fromTheBeginning = {
  text: [
    'title',
    'description',
    'criteria',
    'imageUrl',
    'language',
    'achievementType',
    'issuerSector',
    'useCase',
    'claimBasis',
    'earningModes',
    'tags',
    'estimatedEffort',
    'level',
    'validFor',
    'acceptance',
    'duplicatePolicy',
  ],
  requirement: ['kind', 'title', 'assessed', 'atLeast'],
  alignment: ['targetName', 'targetUrl', 'targetFramework', 'targetCode'],
  credits: ['unit', 'amount'],
} as const;

/** Members that came later are in the form only when something is stated by them: so the hashes of before hold. */
const later = ['imageAltText', 'translations', 'rubrics', 'resultDescriptions', 'assessment', 'validity', 'validUntil', 'duplicatePeriod', 'guardianBelowAge'] as const;

function hashedForm(version: VersionText): Record<string, unknown> {
  return {
    ...pick(version, fromTheBeginning.text),
    requirement: version.requirement && requirementForm(version.requirement),
    alignments: version.alignments.map((one) => ({ ...pick(one, fromTheBeginning.alignment), ...statedOf(pick(one, ['targetType', 'level'])) })),
    creditsAvailable: version.creditsAvailable.map((one) => ({ ...pick(one, fromTheBeginning.credits), ...statedOf(pick(one, ['category'])) })),
    ...statedOf({ ...pick(version, later), stated: statedOf(version.stated) }),
  };
}

const requirementForm = (tree: NonNullable<VersionText['requirement']>): Record<string, unknown> => ({
  ...pick(tree, fromTheBeginning.requirement),
  of: tree.of.map(requirementForm),
  ...statedOf(pick(tree, ['key', 'description', 'effort', 'evidence', 'criteria', 'pass', 'attestorRole', 'achievement'])),
});

const pick = <Whole extends object, Name extends keyof Whole>(whole: Whole, names: readonly Name[]): Pick<Whole, Name> =>
  Object.fromEntries(names.map((name) => [name, whole[name]])) as Pick<Whole, Name>;

/** Without members that state nothing: null, an empty list, an object without members. */
const statedOf = (members: object): Record<string, unknown> => Object.fromEntries(Object.entries(members).filter(([, value]) => !isEmpty(value)));

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
