import { publicId } from '@cairn/subgraph';
import type { AchievementVersion } from './achievement-version.js';
import { isAssessed } from './claim-basis.js';
import type { Requirement } from './requirement.js';
import { levelsOf } from './rubric.js';

/** A version as the schema has it; its achievement and what it took the place of are resolved on demand. */
export const achievementVersionNode = (version: AchievementVersion) => ({
  ...version,
  __typename: 'AchievementVersion' as const,
  id: publicId('AchievementVersion', version.id),
  assessed: isAssessed(version.claimBasis),
  requirement: version.requirement && requirementNode(version.requirement),
  resultDescriptions: version.resultDescriptions.map((result) => ({ ...result, levels: levelsOf(version.rubrics, result.criterion) })),
});

export type AchievementVersionNode = ReturnType<typeof achievementVersionNode>;

/** A requirement as the schema has it. Those published before criteria were part of it have none. */
const requirementNode = ({ achievement: priorId, ...tree }: Requirement): RequirementNode => ({
  ...tree,
  criteria: tree.criteria ?? [],
  priorId,
  of: tree.of.map(requirementNode),
});

export interface RequirementNode extends Omit<Requirement, 'achievement' | 'of'> {
  /** Bare id of the achievement that has to be held. */
  readonly priorId: string | null;
  readonly of: readonly RequirementNode[];
}
