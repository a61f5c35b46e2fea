import type { ExchangeFormat, ImportedPathway } from '@cairn/exchange';
import type { VersionText } from '../provider/achievements.js';

/** Where something stands in an export: its file, and the how manieth it is there (1 for the first). */
export interface Place {
  readonly file: string;
  readonly item: number;
}

export type Kind = 'issuers' | 'achievements' | 'awards' | 'pathways' | 'formerDocuments';

/** Something of an export that does not come over, and why. */
export interface Refused extends Place {
  readonly kind: Kind;
  readonly code: string;
  /** Member of the export, or column of the import that refused it. */
  readonly field: string | null;
  readonly message: string;
}

export interface PlannedIssuer extends Place {
  /** Address or name by which the export refers to it; it stays the same from run to run. */
  readonly key: string;
  readonly name: string;
  readonly url: string;
  readonly description: string | null;
}

export interface PlannedAchievement extends Place {
  readonly key: string;
  readonly code: string;
  readonly issuer: string;
  readonly version: VersionText;
}

export interface PlannedAward extends Place {
  /** Address of the assertion, or the number of before: the award's `partnerReference`. */
  readonly key: string;
  /** `key` and `code` of its achievement. */
  readonly achievement: string;
  readonly code: string;
  readonly identifierType: 'EMAIL' | 'DID';
  readonly identifier: string;
  readonly awardedOn: string;
  /** First day on which it no longer holds; null: for ever. */
  readonly validUntil: string | null;
  /** Words of the source, when it was revoked there. */
  readonly revoked: string | null;
}

export interface PlannedPathway extends Place {
  readonly code: string;
  readonly title: string;
  /** `key` of its issuer. */
  readonly issuer: string;
  readonly format: ExchangeFormat;
  /** As it stands in the export, and what reading it came to. */
  readonly document: unknown;
  readonly imported: ImportedPathway;
  /** `key` of the achievement that each address in it means. */
  readonly badges: ReadonlyMap<string, string>;
}

/** What an address answered with; `about` is the `key` of the issuer, achievement or award that it was about. */
export interface FormerDocument extends Place {
  readonly address: string;
  readonly body: string;
  readonly about: string | null;
}

/** What an export comes to here, before anything is written. */
export interface MigrationPlan {
  readonly issuers: readonly PlannedIssuer[];
  readonly achievements: readonly PlannedAchievement[];
  readonly awards: readonly PlannedAward[];
  readonly pathways: readonly PlannedPathway[];
  readonly documents: readonly FormerDocument[];
  readonly refusals: readonly Refused[];
  /** How often something was stated for which there is no place here: evidence, narratives, extensions. */
  readonly leftBehind: Readonly<Record<string, number>>;
}
