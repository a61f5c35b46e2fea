import { publicId } from '@cairn/subgraph';
import type { TitledAchievement } from './achievement.js';

/** An achievement as the schema has it; versions and the lists of them are resolved on demand. */
export const achievementNode = (achievement: TitledAchievement) => ({
  ...achievement,
  __typename: 'Achievement' as const,
  id: publicId('Achievement', achievement.id),
  issuer: { __typename: 'Issuer' as const, id: publicId('Issuer', achievement.issuerId) },
});

export type AchievementNode = ReturnType<typeof achievementNode>;
