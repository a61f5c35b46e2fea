import type { VersionText } from '../provider/achievements.js';

/** What an export tells of a badge. */
export interface BadgeTold {
  readonly name: string;
  readonly description: string | null;
  readonly criteria: string | null;
  /** https. */
  readonly imageUrl: string;
  readonly tags: readonly string[];
  readonly alignments: NonNullable<VersionText['alignments']>;
  /** How long it stays valid, as `P2Y`. */
  readonly validFor: string | null;
}

/**
 * The text of a version that states no more than the export does. A badge of elsewhere says neither what it is used for nor
 * what was tested, so it claims participation; its designer states more in the next version. Several assertions of one badge
 * to one person are as many awards.
 */
export const versionOf = ({ name, description, criteria, imageUrl, tags, alignments, validFor }: BadgeTold, sector: string): VersionText => ({
  title: cut(name, 300),
  description: cut(description ?? name, 10_000),
  criteria: cut(criteria ?? 'The export states no criteria.', 10_000),
  imageUrl,
  imageAltText: cut(`Badge “${name}”`, 500),
  issuerSector: sector,
  useCase: 'CONTRIBUTION',
  claimBasis: 'PARTICIPATION',
  earningModes: ['COURSE'],
  requirement: { kind: 'COURSE', title: cut(name, 200), assessed: false },
  stated: { recognises: cut(name, 300), contributionKind: 'As the criteria say', attestorRole: 'issuer' },
  tags: tags.slice(0, 50).map((tag) => cut(tag, 100)),
  alignments: alignments.slice(0, 50),
  ...(validFor === null ? {} : { validity: 'PERIOD' as const, validFor }),
  duplicatePolicy: 'MANY',
});

const cut = (text: string, most: number): string => {
  const plain = text.trim();
  return plain.length <= most ? plain : `${plain.slice(0, most - 1)}…`;
};
