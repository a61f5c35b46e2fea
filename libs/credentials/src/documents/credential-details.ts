import type { StatusReference } from '../status/status-entry.js';

/** All that an achievement credential says. Instants are written as UTC whole seconds. */
export interface CredentialDetails {
  /** Public https address, the same through renewal and re-signing. */
  credentialId: string;
  issuer: IssuerProfile;
  achievement: AchievementDetails;
  /** The earner's own DID, or a `urn:uuid:` used between this earner and this issuer only. */
  subjectId: string;
  /** Version clock of the document. */
  validFrom: Date;
  validUntil?: Date;
  /** Date of the award itself. */
  awardedDate: Date;
  results?: readonly ResultDetails[];
  evidence?: readonly EvidenceDetails[];
  creditsEarned?: number;
  status?: StatusReference;
}

export interface IssuerProfile {
  did: string;
  name: string;
  url: string;
  imageUrl?: string;
}

export interface AchievementDetails {
  /** Public address of the achievement version. */
  id: string;
  name: string;
  description: string;
  criteriaNarrative: string;
  criteriaUrl?: string;
  /** A term of Open Badges 3.0 (`MicroCredential`, `Certificate`, …) or `ext:…`. */
  achievementType: string;
  /** Version label. */
  version: string;
  imageUrl?: string;
  tags: readonly string[];
  alignments: readonly AlignmentDetails[];
  /** `en`, `de-AT`, `zh-Hans-CN`. */
  inLanguage: string;
  creditsAvailable?: number;
  resultDescriptions?: readonly ResultDescriptionDetails[];
}

export interface AlignmentDetails {
  targetName: string;
  targetUrl: string;
  targetCode?: string;
  targetDescription?: string;
  targetFramework?: string;
  /** `CFItem`, `ceterms:Credential`, … or `ext:…`. */
  targetType?: string;
}

export interface ResultDetails {
  /** Id of a ResultDescription. */
  resultDescription?: string;
  value?: string;
  achievedLevel?: string;
  status?: 'Completed' | 'Enrolled' | 'Failed' | 'InProgress' | 'OnHold' | 'Provisional' | 'Withdrew';
}

/** What a result is measured in (Open Badges 3.0 ResultDescription). */
export interface ResultDescriptionDetails {
  id: string;
  name: string;
  /** `LetterGrade`, `RawScore`, `RubricCriterionLevel`, … or `ext:…`. */
  resultType: string;
  allowedValue?: readonly string[];
  /** Id of the level from which on it is met. */
  requiredLevel?: string;
  requiredValue?: string;
  valueMin?: string;
  valueMax?: string;
  rubricCriterionLevel?: readonly LevelDetails[];
}

/** One level of a rubric's criterion; what looks like a number is text in Open Badges. */
export interface LevelDetails {
  id: string;
  name: string;
  description?: string;
  level?: string;
  points?: string;
}

/** What an award was made on (Open Badges 3.0 Evidence). It says nothing of the person. */
export interface EvidenceDetails {
  id: string;
  name: string;
  genre?: string;
  description?: string;
}
