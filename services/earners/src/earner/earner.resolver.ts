import { OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, requireUuid, toConnection, unauthenticated, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { AwardLoading } from '../award/award-loading.js';
import { Disclosures } from '../disclosure/disclosures.js';
import type { EarnerAwardsArgs, MutationCreateEarnerArgs, MutationVerifyEarnerIdentifierArgs, QueryEarnerArgs, QueryEarnersArgs } from '../schema.types.js';
import type { Earner } from './earner.js';
import { type EarnerNode, earnerNode, EarnerNodes } from './earner-nodes.js';
import { earnerKeys } from './earner.store.js';
import { EarnerService } from './earner.service.js';
import { EarnerViewService } from './earner-view.service.js';

@Resolver('Earner')
export class EarnerResolver {
  constructor(
    private readonly earnerService: EarnerService,
    private readonly views: EarnerViewService,
    private readonly nodes: EarnerNodes,
    private readonly awardLoading: AwardLoading,
    private readonly disclosures: Disclosures,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async earner(@Args() { id }: QueryEarnerArgs, @Context() context: GraphContext) {
    return this.nodes.byPublicId(id, context);
  }

  @Query()
  async myEarners(@Context() context: GraphContext) {
    const { account } = context.principal;
    if (account === null) throw unauthenticated();
    return (await this.views.ofAccount(account)).map(earnerNode);
  }

  @Query()
  async earners(@Args() args: QueryEarnersArgs, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    if (tenant === null) throw unauthenticated();
    const { id, identifier } = args.filter ?? {};
    const both = id?.eq && id.in ? id.in.filter((one) => one === id.eq) : id?.eq ? [id.eq] : id?.in;
    const filter = {
      ids: both?.flatMap((one) => uuidOf('Earner', one) ?? []) ?? null,
      identifier: identifier ? this.views.lookup(tenant, identifier) : null,
    };
    const order = args.orderBy ?? 'CREATED_AT_ASC';
    const identity = { list: 'earners', tenant, order, filter: { ids: filter.ids, identifier: filter.identifier?.hmac.toString('hex') } };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.views.page(tenant, filter, order, page.after, page.limit);
    if (identifier) this.disclosures.show(context, 'read.earner-by-identifier', ...rows);
    return toConnection(this.tokens, identity, page, rows, {
      node: earnerNode,
      keysOf: earnerKeys(order),
      totalCount: () => this.views.count(tenant, filter),
    });
  }

  @Mutation()
  async createEarner(@Args() { input }: MutationCreateEarnerArgs, @Context() context: GraphContext) {
    return this.nodes.payload(context, await this.earnerService.create(context.caller, input));
  }

  @Mutation()
  async verifyEarnerIdentifier(@Args() { input }: MutationVerifyEarnerIdentifierArgs, @Context() context: GraphContext) {
    const id = requireUuid('Earner', input.earnerId);
    return this.nodes.payload(context, await this.earnerService.verifyIdentifier(context.caller, id, input.identifier));
  }

  @ResolveField()
  async state(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    return (await this.nodes.rowOf(parent, context))?.state;
  }

  @ResolveField()
  async name(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    const row = await this.nodes.rowOf(parent, context);
    const name = row ? this.views.nameOf(row) : null;
    if (row && name !== null) this.disclosures.show(context, 'read.earner-names', row);
    return name;
  }

  @ResolveField()
  async identifiers(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    const { tenant, account } = context.principal;
    const row = await this.nodes.rowOf(parent, context);
    if (!row) return [];
    const identifiers = await context
      .loader<Earner, Awaited<ReturnType<EarnerViewService['identifiersOf']>>[number]>('identifiers of earners', (rows) =>
        this.views.identifiersOf({ tenant, account }, rows),
      )
      .load(row);
    if (identifiers && identifiers.length > 0) this.disclosures.show(context, 'read.earner-identifiers', row);
    return identifiers ?? [];
  }

  @ResolveField()
  async awards(@Parent() parent: EarnerNode, @Args() args: EarnerAwardsArgs, @Context() context: GraphContext) {
    const row = await this.nodes.rowOf(parent, context);
    return row && this.awardLoading.of('earner', earnerNode(row).id, args, context, row.tenant);
  }

  @ResolveField()
  async version(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    return (await this.nodes.rowOf(parent, context))?.version;
  }

  @ResolveField()
  async createdAt(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    return (await this.nodes.rowOf(parent, context))?.createdAt;
  }

  @ResolveField()
  async updatedAt(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    return (await this.nodes.rowOf(parent, context))?.updatedAt;
  }

  @ResolveReference()
  resolveReference(reference: { id: string }, context: GraphContext) {
    return this.nodes.byPublicId(reference.id, context);
  }
}
