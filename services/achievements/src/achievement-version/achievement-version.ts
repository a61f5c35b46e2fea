import type { AssessmentPolicy, RequirementText, ResultDescriptionText, RubricText } from '@cairn/events';
import type {
  Acceptance,
  ClaimBasis,
  DuplicatePolicy,
  EarningMode,
  IssuerSector,
  SupersessionKind,
  UseCase,
  Validity,
} from '../schema.types.js';
import type { Credits, VersionFacts } from './version-facts.js';

export type AchievementVersionState = 'DRAFT' | 'PUBLISHED' | 'SUPERSEDED' | 'RETIRED';

/** Open Badges 3.0 Alignment, with the level at which the target is reached. */
export interface Alignment {
  readonly targetName: string;
  readonly targetUrl: string;
  readonly targetFramework: string | null;
  readonly targetCode: string | null;
  readonly targetType: string | null;
  readonly level: string | null;
}

/** The texts in another language. */
export interface Translation {
  readonly language: string;
  readonly title: string;
  readonly description: string;
  readonly criteria: string;
}

/** Everything a reader relies on: exactly what the content hash covers. */
export interface VersionText {
  readonly title: string;
  readonly description: string;
  readonly criteria: string;
  readonly imageUrl: string | null;
  readonly imageAltText: string | null;
  readonly language: string;
  readonly translations: readonly Translation[];
  readonly achievementType: string;
  readonly issuerSector: IssuerSector;
  readonly useCase: UseCase;
  readonly claimBasis: ClaimBasis;
  readonly earningModes: readonly EarningMode[];
  readonly requirement: RequirementText | null;
  readonly rubrics: readonly RubricText[];
  readonly resultDescriptions: readonly ResultDescriptionText[];
  /** Null: nothing can be submitted for it. */
  readonly assessment: AssessmentPolicy | null;
  readonly stated: VersionFacts;
  readonly alignments: readonly Alignment[];
  readonly tags: readonly string[];
  readonly estimatedEffort: string | null;
  readonly creditsAvailable: readonly Credits[];
  readonly level: string | null;
  readonly validity: Validity | null;
  readonly validFor: string | null;
  readonly validUntil: string | null;
  readonly acceptance: Acceptance;
  readonly duplicatePolicy: DuplicatePolicy;
  readonly duplicatePeriod: string | null;
  readonly guardianBelowAge: number | null;
}

/** The text of an achievement at one time. Its text never changes; its state does. */
export interface AchievementVersion extends VersionText {
  readonly id: string;
  readonly tenant: string;
  readonly achievementId: string;
  readonly number: number;
  readonly state: AchievementVersionState;
  readonly contentHash: string | null;
  /** The version it took the place of at its publication, and how; null for the first one and for drafts. */
  readonly supersedesId: string | null;
  readonly supersession: SupersessionKind | null;
  /** Until when what was begun under that version may be decided under it; null unless MATERIAL. */
  readonly graceUntil: Date | null;
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
  supersedesId: null,
  supersession: null,
  graceUntil: null,
  version: 1,
  publishedAt: null,
  retiredAt: null,
  createdAt: now,
  updatedAt: now,
});
