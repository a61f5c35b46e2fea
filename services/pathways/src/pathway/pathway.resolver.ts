import { OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, toConnection, unauthenticated, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import type { QueryPathwayArgs, QueryPathwaysArgs } from '../schema.types.js';
import { PathwayLoads, type PathwayNode, pathwayNode } from './pathway.loads.js';
import { PathwayListsService } from './pathway-lists.service.js';
import { type PathwayConditions, pathwayKeys } from './pathway-order.js';

@Resolver('Pathway')
export class PathwayResolver {
  constructor(
    private readonly lists: PathwayListsService,
    private readonly loads: PathwayLoads,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async pathway(@Args() { id }: QueryPathwayArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('Pathway', id);
    return uuid ? this.loads.pathway(context, uuid) : null;
  }

  @Query('pathways')
  async list(@Args() { orderBy = 'TITLE_ASC', ...args }: QueryPathwaysArgs, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    const filter = toConditions(args.filter, tenant);
    const identity = { list: 'pathways', tenant, order: orderBy, filter };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.lists.page(tenant, filter, orderBy, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, {
      node: pathwayNode,
      keysOf: pathwayKeys(orderBy),
      totalCount: () => this.lists.count(tenant, filter),
    });
  }

  @ResolveField()
  currentVersion(@Parent() { currentVersionId }: PathwayNode, @Context() context: GraphContext) {
    return currentVersionId === null ? null : this.loads.version(context, currentVersionId);
  }

  @ResolveField()
  versions(@Parent() { uuid }: PathwayNode, @Context() context: GraphContext) {
    return this.loads.versionsOf(context, uuid);
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    return this.pathway({ id }, context);
  }
}

/** Codes are a tenant's own words, so they are looked for in the caller's tenant only. */
function toConditions(filter: QueryPathwaysArgs['filter'], tenant: string | null): PathwayConditions {
  if ((filter?.mine || filter?.code) && tenant === null) throw unauthenticated();
  const ids = filter?.id?.in ?? (filter?.id?.eq ? [filter.id.eq] : null);
  const issuers = filter?.issuer?.in ?? (filter?.issuer?.eq ? [filter.issuer.eq] : null);
  return {
    ids: ids && ids.flatMap((id) => uuidOf('Pathway', id) ?? []),
    codes: filter?.code?.in ?? (filter?.code?.eq ? [filter.code.eq] : null),
    codePrefix: filter?.code?.startsWith ?? null,
    issuers: issuers && issuers.flatMap((id) => uuidOf('Issuer', id) ?? []),
    tenant: filter?.mine || filter?.code ? tenant : null,
  };
}
