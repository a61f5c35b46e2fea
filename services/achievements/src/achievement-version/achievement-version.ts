import type {
  Acceptance,
  ClaimBasis,
  DuplicatePolicy,
  EarningMode,
  IssuerSector,
  RequirementKind,
  UseCase,
} from '../schema.types.js';

export type AchievementVersionState = 'DRAFT' | 'PUBLISHED' | 'SUPERSEDED' | 'RETIRED';

/** A leaf says what has to be done; ALL, ANY and AT_LEAST combine the requirements in `of`. */
export interface Requirement {
  readonly kind: RequirementKind;
  readonly title: string | null;
  readonly assessed: boolean;
  readonly atLeast: number | null;
  readonly of: readonly Requirement[];
}

/** Open Badges 3.0 Alignment. */
export interface Alignment {
  readonly targetName: string;
  readonly targetUrl: string;
  readonly targetFramework: string | null;
  readonly targetCode: string | null;
}

export interface Credits {
  readonly unit: string;
  readonly amount: number;
}

/** Everything a reader relies on: exactly what the content hash covers. */
export interface VersionText {
  readonly title: string;
  readonly description: string;
  readonly criteria: string;
  readonly imageUrl: string | null;
  readonly language: string;
  readonly achievementType: string;
  readonly issuerSector: IssuerSector;
  readonly useCase: UseCase;
  readonly claimBasis: ClaimBasis;
  readonly earningModes: readonly EarningMode[];
  readonly requirement: Requirement | null;
  readonly alignments: readonly Alignment[];
  readonly tags: readonly string[];
  readonly estimatedEffort: string | null;
  readonly creditsAvailable: readonly Credits[];
  readonly level: string | null;
  readonly validFor: string | null;
  readonly acceptance: Acceptance;
  readonly duplicatePolicy: DuplicatePolicy;
}

/** The text of an achievement at one time. Its text never changes; its state does. */
export interface AchievementVersion extends VersionText {
  readonly id: string;
  readonly tenant: string;
  readonly achievementId: string;
  readonly number: number;
  readonly state: AchievementVersionState;
  readonly contentHash: string | null;
  /** Counts the changes of state, for the change feed. */
  readonly version: number;
  readonly publishedAt: Date | null;
  readonly retiredAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A new draft. */
export const draftOf = (
  text: VersionText,
  its: Pick<AchievementVersion, 'id' | 'tenant' | 'achievementId' | 'number'>,
  now: Date,
): AchievementVersion => ({
  ...text,
  ...its,
  state: 'DRAFT',
  contentHash: null,
  version: 1,
  publishedAt: null,
  retiredAt: null,
  createdAt: now,
  updatedAt: now,
});
