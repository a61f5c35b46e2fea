import { OpaqueTokens } from '@cairn/access';
import { GraphContext, inOrder, requireUuid, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { grantNode } from '../grant/grant-node.js';
import { GrantResolver } from '../grant/grant.resolver.js';
import { payload } from '../grant/people-change.payload.js';
import type { MutationAddMemberArgs, MutationRemoveMemberArgs, QueryMemberArgs } from '../schema.types.js';
import type { Member } from './member.js';
import { memberNode } from './member-node.js';
import { MemberService } from './member.service.js';
import { MembershipService } from './membership.service.js';
import { roleOf } from './role.js';

@Resolver('Member')
export class MemberResolver {
  constructor(
    private readonly members: MemberService,
    private readonly memberships: MembershipService,
    private readonly grants: GrantResolver,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async member(@Args() { id }: QueryMemberArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('Member', id);
    return uuid ? this.load(context, uuid) : null;
  }

  @Mutation()
  async addMember(@Args() { input }: MutationAddMemberArgs, @Context() context: GraphContext) {
    const added = await this.members.add(context.caller, input);
    return payload(this.tokens, added, { member: null }, (member) => ({ member: memberNode(member) }));
  }

  @Mutation()
  async removeMember(@Args() { input }: MutationRemoveMemberArgs, @Context() context: GraphContext) {
    const removed = await this.memberships.remove(context.caller, requireUuid('Member', input.id));
    return payload(this.tokens, removed, { member: null }, (member) => ({ member: memberNode(member) }));
  }

  @ResolveField()
  async role(@Parent() { key }: { key: string }, @Context() context: GraphContext) {
    const standing = (await this.grants.of(context, key)).filter(({ scope, until }) => scope.kind === 'TENANT' && until === null);
    return roleOf(standing.map(({ right }) => right));
  }

  @ResolveField('grants')
  async grantsOf(@Parent() { key }: { key: string }, @Context() context: GraphContext) {
    return (await this.grants.of(context, key)).map(grantNode);
  }

  /** A member of the caller's tenant. */
  async load(context: GraphContext, uuid: string) {
    const { tenant } = context.principal;
    if (tenant === null) return null;
    const member = await context
      .loader<string, Member>(MemberResolver, async (ids) => inOrder(ids, await this.members.read(tenant, ids), ({ id }) => id))
      .load(uuid);
    return member ? memberNode(member) : null;
  }
}
