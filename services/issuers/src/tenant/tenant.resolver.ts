import { OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, inOrder, openPage, publicId, toConnection, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { MemberService } from '../member/member.service.js';
import { memberNode } from '../member/member-node.js';
import type { MutationCreateTenantArgs, QueryTenantArgs, TenantMembersArgs } from '../schema.types.js';
import type { Tenant } from './tenant.js';
import { TenantService } from './tenant.service.js';

const tenantNode = (tenant: Tenant) => ({ ...tenant, __typename: 'Tenant' as const, id: publicId('Tenant', tenant.id) });

@Resolver('Tenant')
export class TenantResolver {
  constructor(
    private readonly tenants: TenantService,
    private readonly members: MemberService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async tenant(@Args() { id }: QueryTenantArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('Tenant', id);
    return uuid ? this.load(context, uuid) : null;
  }

  @Query()
  async viewer(@Context() context: GraphContext) {
    const { kind, actor, tenant, rights, operator } = context.principal;
    return {
      clientId: kind === 'CLIENT' && actor !== null ? publicId('ApiClient', actor) : null,
      tenant: tenant && (await this.load(context, tenant)),
      rights,
      operator,
    };
  }

  @Mutation()
  async createTenant(@Args() { input }: MutationCreateTenantArgs, @Context() context: GraphContext) {
    const created = await this.tenants.create(context.caller, input);
    if (!created.ok) return { tenant: null, userErrors: userErrors(created.refusals), position: null };
    const { id, marks } = created.value;
    const [tenant] = await this.tenants.read(id, [id]);
    return { tenant: tenant ? tenantNode(tenant) : null, userErrors: [], position: encodePosition(this.tokens, marks) };
  }

  @ResolveField('members')
  async membersOf(@Parent() parent: { id: string }, @Args() args: TenantMembersArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    const identity = { list: `members:${parent.id}`, tenant };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.members.page(tenant, page.after?.[0] ?? null, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: memberNode, keysOf: ({ id }) => [id] });
  }

  @ResolveReference()
  resolveReference(reference: { id: string }, context: GraphContext) {
    const uuid = uuidOf('Tenant', reference.id);
    return uuid ? this.load(context, uuid) : null;
  }

  /** Row-level security leaves the caller's own tenant only. */
  private async load(context: GraphContext, uuid: string) {
    const tenant = await context
      .loader<string, Tenant>(TenantResolver, async (ids) =>
        inOrder(ids, await this.tenants.read(context.principal.tenant, ids), ({ id }) => id),
      )
      .load(uuid);
    return tenant ? tenantNode(tenant) : null;
  }
}
