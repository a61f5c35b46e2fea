import { type Decision, OpaqueTokens } from '@cairn/access';
import { encodePosition, type Mark } from '@cairn/messaging';
import { GraphContext, inOrder, openPage, publicId, requireUuid, toConnection, unauthenticated, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { AwardLoading } from '../award/award-loading.js';
import type { EarnerAwardsArgs, MutationCreateEarnerArgs, MutationVerifyEarnerIdentifierArgs, QueryEarnerArgs, QueryEarnersArgs } from '../schema.types.js';
import type { Earner } from './earner.js';
import { earnerKeys } from './earner.store.js';
import { EarnerService } from './earner.service.js';
import { EarnerViewService } from './earner-view.service.js';

/** An earner as the schema has it, or a stub that another object of this service points to by its bare id. */
const earnerNode = (row: Earner) => ({ ...row, __typename: 'Earner' as const, id: publicId('Earner', row.id), uuid: row.id, row });
type EarnerNode = { id: string; uuid: string; row?: Earner };

@Resolver('Earner')
export class EarnerResolver {
  constructor(
    private readonly earnerService: EarnerService,
    private readonly views: EarnerViewService,
    private readonly awardLoading: AwardLoading,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async earner(@Args() { id }: QueryEarnerArgs, @Context() context: GraphContext) {
    return this.byPublicId(id, context);
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
    return toConnection(this.tokens, identity, page, rows, {
      node: earnerNode,
      keysOf: earnerKeys(order),
      totalCount: () => this.views.count(tenant, filter),
    });
  }

  @Mutation()
  async createEarner(@Args() { input }: MutationCreateEarnerArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.earnerService.create(context.caller, input));
  }

  @Mutation()
  async verifyEarnerIdentifier(@Args() { input }: MutationVerifyEarnerIdentifierArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.earnerService.verifyIdentifier(context.caller, requireUuid('Earner', input.earnerId), input.identifier));
  }

  @ResolveField()
  async name(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    const row = await this.rowOf(parent, context);
    return row ? this.views.nameOf(row) : null;
  }

  @ResolveField()
  async identifiers(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    const { tenant } = context;
    const row = await this.rowOf(parent, context);
    if (!row) return [];
    const identifiers = await context
      .loader<Earner, Awaited<ReturnType<EarnerViewService['identifiersOf']>>[number]>('identifiers of earners', (rows) => this.views.identifiersOf(tenant, rows))
      .load(row);
    return identifiers ?? [];
  }

  @ResolveField()
  awards(@Parent() { id }: EarnerNode, @Args() args: EarnerAwardsArgs, @Context() context: GraphContext) {
    return this.awardLoading.of('earner', id, args, context);
  }

  @ResolveField()
  async version(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    return (await this.rowOf(parent, context))?.version;
  }

  @ResolveField()
  async createdAt(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    return (await this.rowOf(parent, context))?.createdAt;
  }

  @ResolveField()
  async updatedAt(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    return (await this.rowOf(parent, context))?.updatedAt;
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    return this.byPublicId(id, context);
  }

  byPublicId(id: string, context: GraphContext) {
    const uuid = uuidOf('Earner', id);
    return uuid ? this.byUuid(uuid, context) : null;
  }

  private async byUuid(uuid: string, context: GraphContext) {
    const row = await this.load(uuid, context);
    return row ? earnerNode(row) : null;
  }

  private rowOf({ row, uuid }: EarnerNode, context: GraphContext): Promise<Earner | undefined> | Earner {
    return row ?? this.load(uuid, context);
  }

  private async load(uuid: string, context: GraphContext): Promise<Earner | undefined> {
    const { tenant } = context.principal;
    if (tenant === null) return undefined;
    return context
      .loader<string, Earner>(EarnerResolver, async (ids) => inOrder(ids, await this.views.byIds(tenant, ids), ({ id }) => id))
      .load(uuid);
  }

  private async payload(context: GraphContext, written: Decision<{ id: string; marks: readonly Mark[] }>) {
    if (!written.ok) return { earner: null, userErrors: userErrors(written.refusals), position: null };
    const { id, marks } = written.value;
    return { earner: await this.byUuid(id, context), userErrors: [], position: marks.length > 0 ? encodePosition(this.tokens, marks) : null };
  }
}
