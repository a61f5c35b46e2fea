import { Database } from '@cairn/postgres';
import { GraphContext, uuidOf } from '@cairn/subgraph';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { groupedBy } from '../grouped.js';
import { pathwayNode } from '../pathway/pathway.loads.js';
import type { Pathway } from '../pathway/pathway.js';
import { PathwayStore } from '../pathway/pathway.store.js';

/** What this service adds to achievements. */
@Resolver('Achievement')
export class AchievementReferenceResolver {
  constructor(
    private readonly database: Database,
    private readonly store: PathwayStore,
  ) {}

  @ResolveField()
  async usedIn(@Parent() { id }: { id: string }, @Context() context: GraphContext) {
    const achievement = uuidOf('Achievement', id);
    if (achievement === undefined) return null;
    const rows = await context
      .loader<string, Pathway[]>('achievement.usedIn', async (achievements) => {
        const found = await this.database.read(context.principal, (tx) => this.store.using(tx, achievements));
        const byAchievement = groupedBy(found, (row) => row.achievement);
        return achievements.map((each) => byAchievement.get(each) ?? []);
      })
      .load(achievement);
    return (rows ?? []).map(pathwayNode);
  }
}
