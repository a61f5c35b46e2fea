import type { Achievement } from '../achievement/achievement.js';
import type { AchievementVersion } from '../achievement-version/achievement-version.js';
import type { IssuerCopy } from '../issuer-copy/issuer-copy.js';

/** A version with what has to be known of its lineage and its issuer to describe it to somebody. */
export interface Described {
  readonly version: AchievementVersion;
  readonly achievement: Achievement;
  readonly issuer: IssuerCopy | undefined;
}
