import { changePage, GraphContext } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { AchievementResolver } from '../achievement/achievement.resolver.js';
import { AchievementVersionResolver } from '../achievement-version/achievement-version.resolver.js';
import type { QueryAchievementChangesArgs } from '../schema.types.js';
import { FeedService } from './feed.service.js';

/** The slice of the change feed that this service owns. */
@Resolver()
export class FeedResolver {
  constructor(
    private readonly feed: FeedService,
    private readonly achievements: AchievementResolver,
    private readonly versions: AchievementVersionResolver,
  ) {}

  @Query()
  async achievementChanges(@Args() { after, types, first }: QueryAchievementChangesArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    context.readWhole(first);
    const page = await this.feed.page(tenant, { after, types, first });
    return changePage(page, {
      ACHIEVEMENT: (id) => this.achievements.achievement({ id }, context),
      ACHIEVEMENT_VERSION: (id) => this.versions.achievementVersion({ id }, context),
    });
  }
}
