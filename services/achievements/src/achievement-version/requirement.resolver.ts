import { GraphContext } from '@cairn/subgraph';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { achievementNode } from '../achievement/achievement-node.js';
import { AchievementReader } from '../achievement/achievement.reader.js';
import type { RequirementNode } from './achievement-version-node.js';

@Resolver('Requirement')
export class RequirementResolver {
  constructor(private readonly achievements: AchievementReader) {}

  @ResolveField('achievement')
  async achievementOf(@Parent() { priorId }: RequirementNode, @Context() context: GraphContext) {
    const achievement = priorId ? await this.achievements.load(context, priorId) : undefined;
    return achievement ? achievementNode(achievement) : null;
  }
}
