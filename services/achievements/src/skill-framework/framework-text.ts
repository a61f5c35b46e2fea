/** Members of a source that have no place of their own here, kept as they came. */
export type Kept = Readonly<Record<string, unknown>>;

export interface LocalizedText {
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
}

/** Forms that frameworks come in; each names the vocabulary that `more` is written in. */
export type SkillFormat = 'CASE' | 'CTDL_ASN' | 'ESCO';

/** What a source says of its state (CASE adoptionStatus, CTDL publication status). What holds here is decided here. */
export type StatedStatus = 'DRAFT' | 'ADOPTED' | 'DEPRECATED';

/** Kinds of association, read from the first end to the second: `from` is a child of `to`. */
export const associationKinds = [
  'CHILD_OF',
  'PART_OF',
  'EXACT_MATCH',
  'BROADER_MATCH',
  'NARROWER_MATCH',
  'MAJOR_MATCH',
  'MINOR_MATCH',
  'RELATED',
  'PEER',
  'PRECEDES',
  'PREREQUISITE',
  'REPLACED_BY',
  'EXEMPLAR',
  'SKILL_LEVEL',
  'TRANSLATION',
] as const;
export type SkillAssociationKind = (typeof associationKinds)[number];

export interface SkillText {
  readonly uri: string;
  /** UUID by which CASE knows it; null when its source has none. */
  readonly identifier: string | null;
  /** Short code within the framework (humanCodingScheme, codedNotation). */
  readonly code: string | null;
  /** What the framework calls skills like this one: Standard, Knowledge, skill/competence. */
  readonly type: string | null;
  readonly names: readonly LocalizedText[];
  readonly descriptions: readonly LocalizedText[];
  /** Other words for it, for search. */
  readonly alternatives: readonly LocalizedText[];
  readonly more: Kept;
}

export interface AssociationText {
  readonly kind: SkillAssociationKind;
  /** Addresses of skills, or of the framework itself (a child of it is at the top). */
  readonly from: string;
  readonly to: string;
  readonly more: Kept;
}

/** A framework as a whole, whatever form it came in: exactly what its content hash covers. */
export interface FrameworkText {
  readonly format: SkillFormat;
  readonly uri: string;
  readonly identifier: string | null;
  readonly language: string;
  readonly titles: readonly LocalizedText[];
  readonly descriptions: readonly LocalizedText[];
  readonly publisher: string | null;
  readonly status: StatedStatus | null;
  /** Rubrics as the source has them. */
  readonly rubrics: readonly Kept[];
  readonly more: Kept;
  readonly skills: readonly SkillText[];
  readonly associations: readonly AssociationText[];
}

/** What a framework says of itself, without its skills. */
export type FrameworkDocument = Omit<FrameworkText, 'skills' | 'associations'>;

export const documentOf = ({ skills: _skills, associations: _associations, ...document }: FrameworkText): FrameworkDocument => document;
