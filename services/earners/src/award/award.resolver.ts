import { OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, toConnection, unauthenticated, uuidOf } from '@cairn/subgraph';
import { Args, Context, Query, Resolver, ResolveReference } from '@nestjs/graphql';
import type { QueryAwardArgs, QueryAwardsArgs } from '../schema.types.js';
import { type AwardConditions, awardKeys } from './award-list.store.js';
import { AwardLoading } from './award-loading.js';
import { AwardViewService } from './award-view.service.js';

@Resolver('Award')
export class AwardResolver {
  constructor(
    private readonly views: AwardViewService,
    private readonly loading: AwardLoading,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  award(@Args() { id }: QueryAwardArgs, @Context() context: GraphContext) {
    return this.loading.byPublicId(id, context);
  }

  @Query()
  async awards(@Args() args: QueryAwardsArgs, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    if (tenant === null) throw unauthenticated();
    const filter = toConditions(args.filter);
    const order = args.orderBy ?? 'AWARDED_ON_DESC';
    const identity = { list: 'awards', tenant, order, filter };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.views.page(tenant, filter, order, page.after, page.limit);
    const now = this.views.now();
    return toConnection(this.tokens, identity, page, rows, {
      node: (row) => this.loading.shown(row, context, now),
      keysOf: awardKeys(order),
      totalCount: () => this.views.count(tenant, filter),
    });
  }

  @ResolveReference()
  resolveReference(reference: { id: string }, context: GraphContext) {
    return this.loading.byPublicId(reference.id, context);
  }
}

type Noun = 'Award' | 'Earner' | 'Achievement' | 'Issuer';

/** Ids of a comparator, bare; an id of another kind matches nothing. Null when there is no comparator. */
function idsOf(noun: Noun, comparator: { eq?: string | null; in?: readonly string[] | null } | null | undefined): string[] | null {
  const both = [comparator?.eq ? [comparator.eq] : null, comparator?.in ?? null].filter((list) => list !== null);
  if (both.length === 0) return null;
  const [first = [], second = first] = both.map((list) => list.flatMap((id) => uuidOf(noun, id) ?? []));
  return first.filter((id) => second.includes(id));
}

function toConditions(filter: QueryAwardsArgs['filter']): AwardConditions {
  const { eq, in: any, startsWith } = filter?.partnerReference ?? {};
  return {
    ids: idsOf('Award', filter?.id),
    earners: idsOf('Earner', filter?.earner),
    achievements: idsOf('Achievement', filter?.achievement),
    issuers: idsOf('Issuer', filter?.issuer),
    states: filter?.state ?? null,
    awardedFrom: filter?.awardedOn?.gte ?? null,
    awardedBefore: filter?.awardedOn?.lt ?? null,
    references: eq && any ? any.filter((text) => text === eq) : eq ? [eq] : (any ?? null),
    referencePrefix: startsWith ?? null,
  };
}
