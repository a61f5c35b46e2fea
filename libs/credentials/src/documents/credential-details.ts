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
