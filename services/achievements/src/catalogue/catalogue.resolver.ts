import { OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, pageSize, publicId, toConnection } from '@cairn/subgraph';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { achievementNode } from '../achievement/achievement-node.js';
import type { AchievementFacetsIssuersArgs, QueryAchievementFacetsArgs, QueryAchievementsArgs } from '../schema.types.js';
import { type CatalogueConditions, toConditions } from './catalogue-filter.js';
import { type PlaceKeys, placeOf } from './catalogue-order.js';
import { CatalogueService } from './catalogue.service.js';

@Resolver('AchievementFacets')
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
    const page = openPage<PlaceKeys>(this.tokens, identity, args);
    const rows = await this.catalogue.page(tenant, filter, orderBy, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, {
      node: achievementNode,
      keysOf: (row) => placeOf(orderBy, row),
      totalCount: () => this.catalogue.count(tenant, filter),
    });
  }

  @Query('achievementFacets')
  async facets(@Args() args: QueryAchievementFacetsArgs, @Context() context: GraphContext) {
    const conditions = toConditions(args.filter);
    return { ...(await this.catalogue.facets(context.principal.tenant, conditions)), conditions };
  }

  /** Read only when asked for: it counts anew. */
  @ResolveField('issuers')
  async issuersOf(@Parent() { conditions }: { conditions: CatalogueConditions }, @Args() { first = 20 }: AchievementFacetsIssuersArgs, @Context() context: GraphContext) {
    const counts = await this.catalogue.issuers(context.principal.tenant, conditions, pageSize(first));
    return counts.map(({ issuer, count }) => ({ issuer: { __typename: 'Issuer' as const, id: publicId('Issuer', issuer) }, count }));
  }
}
