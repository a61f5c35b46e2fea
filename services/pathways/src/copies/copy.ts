import type { MetadataEntry } from './achievement-metadata.js';

/** What this service remembers of an issuer. */
export interface IssuerCopy {
  readonly id: string;
  readonly tenant: string;
  readonly state: string;
}

/** What it remembers of an achievement. */
export interface AchievementCopy {
  readonly id: string;
  readonly tenant: string;
  /** Of the current version, or of the last one; null before publication. */
  readonly title: string | null;
  readonly state: 'draft' | 'published' | 'retired';
}

/** What evaluation looks at of an achievement. */
export interface KnownAchievement {
  readonly id: string;
  /** Grows with each event about it. */
  readonly version: number;
  readonly tenant: string;
  /** Each of its awards counts by itself. */
  readonly repeatable: boolean;
  /** Oldest first. */
  readonly history: readonly MetadataEntry[];
}
