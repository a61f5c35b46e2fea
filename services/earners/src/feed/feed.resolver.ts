import { changePage, GraphContext } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { AwardLoading } from '../award/award-loading.js';
import { EarnerNodes } from '../earner/earner-nodes.js';
import type { QueryEarnerChangesArgs } from '../schema.types.js';
import { FeedService } from './feed.service.js';

/** The slice of the change feed that this service owns. */
@Resolver()
export class FeedResolver {
  constructor(
    private readonly feed: FeedService,
    private readonly earners: EarnerNodes,
    private readonly awards: AwardLoading,
  ) {}

  @Query()
  async earnerChanges(@Args() { after, types, first }: QueryEarnerChangesArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    context.readWhole(first);
    const page = await this.feed.page(tenant, { after, types, first });
    return changePage(page, {
      EARNER: (id) => this.earners.byPublicId(id, context),
      AWARD: (id) => this.awards.byPublicId(id, context),
    });
  }
}
