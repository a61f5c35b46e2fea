import { OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, toConnection } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import { achievementNode } from '../achievement/achievement-node.js';
import type { QueryAchievementFacetsArgs, QueryAchievementsArgs } from '../schema.types.js';
import { toConditions } from './catalogue-filter.js';
import { catalogueOrders } from './catalogue-order.js';
import { CatalogueService } from './catalogue.service.js';

@Resolver()
export class CatalogueResolver {
  constructor(
    private readonly catalogue: CatalogueService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query('achievements')
  async list(@Args() args: QueryAchievementsArgs, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    const { orderBy = 'TITLE_ASC' } = args;
    const filter = toConditions(args.filter);
    const identity = { list: 'achievements', tenant, order: orderBy, filter };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.catalogue.page(tenant, filter, orderBy, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, {
      node: achievementNode,
      keysOf: (row) => [catalogueOrders[orderBy].key(row), row.id],
      totalCount: () => this.catalogue.count(tenant, filter),
    });
  }

  @Query('achievementFacets')
  facets(@Args() { filter }: QueryAchievementFacetsArgs, @Context() context: GraphContext) {
    return this.catalogue.facets(context.principal.tenant, toConditions(filter));
  }
}
