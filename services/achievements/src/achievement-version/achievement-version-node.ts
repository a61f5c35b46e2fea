import { publicId } from '@cairn/subgraph';
import type { AchievementVersion } from './achievement-version.js';
import { isAssessed } from './claim-basis.js';

/** A version as the schema has it; its achievement is resolved on demand. */
export const achievementVersionNode = (version: AchievementVersion) => ({
  ...version,
  __typename: 'AchievementVersion' as const,
  id: publicId('AchievementVersion', version.id),
  assessed: isAssessed(version.claimBasis),
});

export type AchievementVersionNode = ReturnType<typeof achievementVersionNode>;
