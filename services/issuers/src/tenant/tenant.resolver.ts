import { type Decision, OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { forbidden, GraphContext, inOrder, openPage, publicId, requireUuid, toConnection, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { payload } from '../grant/people-change.payload.js';
import type { Made } from '../grant/people-change.service.js';
import { MemberService } from '../member/member.service.js';
import { memberNode } from '../member/member-node.js';
import type {
  MutationCloseTenantArgs,
  MutationCreateTenantArgs,
  MutationReactivateTenantArgs,
  MutationSuspendTenantArgs,
  QueryTenantArgs,
  TenantMembersArgs,
} from '../schema.types.js';
import type { Tenant } from './tenant.js';
import { TenantStateService } from './tenant-state.service.js';
import { TenantService } from './tenant.service.js';

/** A tenant as the schema has it. */
const tenantNode = (tenant: Tenant) => ({ ...tenant, __typename: 'Tenant' as const, id: publicId('Tenant', tenant.id) });

@Resolver('Tenant')
export class TenantResolver {
  constructor(
    private readonly tenants: TenantService,
    private readonly states: TenantStateService,
    private readonly members: MemberService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async tenant(@Args() { id }: QueryTenantArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('Tenant', id);
    return uuid ? this.load(context, uuid) : null;
  }

  @Mutation()
  async createTenant(@Args() { input }: MutationCreateTenantArgs, @Context() context: GraphContext) {
    const created = await this.tenants.create(context.caller, input);
    if (!created.ok) return { tenant: null, userErrors: userErrors(created.refusals), position: null };
    const { id, marks } = created.value;
    const [tenant] = await this.tenants.read(id, [id]);
    return { tenant: tenant ? tenantNode(tenant) : null, userErrors: [], position: encodePosition(this.tokens, marks) };
  }

  @Mutation()
  async suspendTenant(@Args() { input }: MutationSuspendTenantArgs, @Context() context: GraphContext) {
    return this.changed(await this.states.change(context.caller, requireUuid('Tenant', input.id), 'SUSPENDED'));
  }

  @Mutation()
  async reactivateTenant(@Args() { input }: MutationReactivateTenantArgs, @Context() context: GraphContext) {
    return this.changed(await this.states.change(context.caller, requireUuid('Tenant', input.id), 'ACTIVE'));
  }

  @Mutation()
  async closeTenant(@Args() { input }: MutationCloseTenantArgs, @Context() context: GraphContext) {
    return this.changed(await this.states.change(context.caller, requireUuid('Tenant', input.id), 'CLOSED'));
  }

  @ResolveField('members')
  async membersOf(@Parent() parent: { id: string }, @Args() args: TenantMembersArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    if (parent.id !== publicId('Tenant', tenant)) throw forbidden('A tenant shows its members to itself only.');
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

  private changed(made: Decision<Made<Tenant>>) {
    return payload(this.tokens, made, { tenant: null }, (tenant) => ({ tenant: tenantNode(tenant) }));
  }

  /** Row-level security leaves the caller's own tenant only. */
  async load(context: GraphContext, uuid: string) {
    const tenant = await context
      .loader<string, Tenant>(TenantResolver, async (ids) =>
        inOrder(ids, await this.tenants.read(context.principal.tenant, ids), ({ id }) => id),
      )
      .load(uuid);
    return tenant ? tenantNode(tenant) : null;
  }
}
