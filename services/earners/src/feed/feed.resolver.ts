import { OpaqueTokens } from '@cairn/access';
import { ChangeFeed } from '@cairn/messaging';
import { Database } from '@cairn/postgres';
import { changePage, GraphContext } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { AwardLoading } from '../award/award-loading.js';
import { AwardStore } from '../award/award.store.js';
import { EarnerResolver } from '../earner/earner.resolver.js';
import { EarnerStore } from '../earner/earner.store.js';
import type { QueryEarnerChangesArgs } from '../schema.types.js';

/** The slice of the change feed that this service owns. */
@Resolver()
export class FeedResolver {
  private readonly feed: ChangeFeed;

  constructor(
    private readonly database: Database,
    tokens: OpaqueTokens,
    private readonly earners: EarnerResolver,
    private readonly awards: AwardLoading,
    earnerStore: EarnerStore,
    awardStore: AwardStore,
  ) {
    this.feed = new ChangeFeed({
      service: 'earners',
      tokens,
      snapshot: [
        { type: 'EARNER', page: (tx, tenant, after, limit) => earnerStore.snapshot(tx, tenant, after, limit) },
        { type: 'AWARD', page: (tx, tenant, after, limit) => awardStore.snapshot(tx, tenant, after, limit) },
      ],
    });
  }

  @Query()
  async earnerChanges(@Args() { after, types, first }: QueryEarnerChangesArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    const page = await this.database.read({ tenant }, (tx) => this.feed.page(tx, { tenant, after, types, first }));
    return changePage(page, {
      EARNER: (id) => this.earners.byPublicId(id, context),
      AWARD: (id) => this.awards.byPublicId(id, context),
    });
  }
}
