import { OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, inOrder, openPage, optionalUuid, requireUuid, toConnection, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver, ResolveReference } from '@nestjs/graphql';
import type {
  MutationCreateIssuerArgs,
  MutationReactivateIssuerArgs,
  MutationRecordIssuerDomainCheckArgs,
  MutationSuspendIssuerArgs,
  MutationUpdateIssuerArgs,
  QueryIssuerArgs,
  QueryIssuersArgs,
} from '../schema.types.js';
import type { Issuer } from './issuer.js';
import { issuerNode } from './issuer-node.js';
import { reactivate, suspend } from './issuer-state.js';
import { IssuerService, type Written } from './issuer.service.js';
import { type IssuerConditions, issuerKeys } from './issuer-list.js';

@Resolver('Issuer')
export class IssuerResolver {
  constructor(
    private readonly issuers: IssuerService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async issuer(@Args() { id }: QueryIssuerArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('Issuer', id);
    return uuid ? this.load(context, uuid) : null;
  }

  @Query('issuers')
  async list(@Args() args: QueryIssuersArgs, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    const filter = toConditions(args.filter);
    const order = args.orderBy ?? 'NAME_ASC';
    const identity = { list: 'issuers', tenant, order, filter };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.issuers.page(tenant, filter, order, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, {
      node: issuerNode,
      keysOf: issuerKeys(order),
      totalCount: () => this.issuers.count(tenant, filter),
    });
  }

  @Mutation()
  async createIssuer(@Args() { input }: MutationCreateIssuerArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.issuers.create(context.caller, input));
  }

  @Mutation()
  async updateIssuer(@Args() { input: { id, ...change } }: MutationUpdateIssuerArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.issuers.update(context.caller, requireUuid('Issuer', id), change as never));
  }

  @Mutation()
  async recordIssuerDomainCheck(@Args() { input }: MutationRecordIssuerDomainCheckArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.issuers.recordDomainCheck(context.caller, requireUuid('Issuer', input.id), input.state));
  }

  @Mutation()
  async suspendIssuer(@Args() { input }: MutationSuspendIssuerArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.issuers.changeState(context.caller, requireUuid('Issuer', input.id), suspend));
  }

  @Mutation()
  async reactivateIssuer(@Args() { input }: MutationReactivateIssuerArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.issuers.changeState(context.caller, requireUuid('Issuer', input.id), reactivate));
  }

  @ResolveReference()
  resolveReference(reference: { id: string }, context: GraphContext) {
    const uuid = uuidOf('Issuer', reference.id);
    return uuid ? this.load(context, uuid) : null;
  }

  /** An issuer; issuers are public. */
  async load(context: GraphContext, uuid: string) {
    const issuer = await context
      .loader<string, Issuer>(IssuerResolver, async (ids) =>
        inOrder(ids, await this.issuers.read(context.principal.tenant, ids), ({ id }) => id),
      )
      .load(uuid);
    return issuer ? issuerNode(issuer) : null;
  }

  async payload(context: GraphContext, written: Written) {
    if (!written.ok) return { issuer: null, userErrors: userErrors(written.refusals), position: null };
    const { id, marks } = written.value;
    return { issuer: await this.load(context, id), userErrors: [], position: encodePosition(this.tokens, marks) };
  }
}

function toConditions(filter: QueryIssuersArgs['filter']): IssuerConditions {
  const ids = filter?.id?.in ?? (filter?.id?.eq ? [filter.id.eq] : null);
  const slugs = filter?.slug?.in ?? (filter?.slug?.eq ? [filter.slug.eq] : null);
  return {
    ids: ids && ids.flatMap((id) => uuidOf('Issuer', id) ?? []),
    slugs,
    slugPrefix: filter?.slug?.startsWith ?? null,
    sectors: filter?.sectors ?? null,
    tenant: optionalUuid('Tenant', filter?.tenant),
  };
}
