import { OpaqueTokens } from '@cairn/access';
import { ChangeFeed } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { changePage, GraphContext } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { AchievementResolver } from '../achievement/achievement.resolver.js';
import { AchievementStore } from '../achievement/achievement.store.js';
import { AchievementVersionResolver } from '../achievement-version/achievement-version.resolver.js';
import { AchievementVersionStore } from '../achievement-version/achievement-version.store.js';
import type { QueryAchievementChangesArgs } from '../schema.types.js';

/** The slice of the change feed that this service owns. */
@Resolver()
export class FeedResolver {
  private readonly feed: ChangeFeed;

  constructor(
    private readonly database: Database,
    tokens: OpaqueTokens,
    private readonly achievements: AchievementResolver,
    private readonly versions: AchievementVersionResolver,
    achievementStore: AchievementStore,
    versionStore: AchievementVersionStore,
  ) {
    this.feed = new ChangeFeed({
      service: 'achievements',
      tokens,
      snapshot: [
        { type: 'ACHIEVEMENT', page: (tx, tenant, after, limit) => achievementStore.snapshot(tx, tenant, after, limit) },
        { type: 'ACHIEVEMENT_VERSION', page: (tx, tenant, after, limit) => versionStore.snapshot(tx, tenant, after, limit) },
      ],
    });
  }

  @Query()
  async achievementChanges(@Args() { after, types, first }: QueryAchievementChangesArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    const page = await this.database.read({ tenant }, (tx) => this.feed.page(tx, { tenant, after, types, first }));
    return changePage(page, {
      ACHIEVEMENT: (id) => this.achievements.achievement({ id }, context),
      ACHIEVEMENT_VERSION: (id) => this.versions.achievementVersion({ id }, context),
    });
  }
}
