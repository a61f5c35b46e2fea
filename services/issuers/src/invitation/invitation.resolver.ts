import { OpaqueTokens } from '@cairn/access';
import { badInput, forbidden, GraphContext, openPage, publicId, requireUuid, toConnection } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { tenantWide } from '../grant/grant.js';
import { scopeNode, toScopedGrant } from '../grant/grant-node.js';
import { payload } from '../grant/people-change.payload.js';
import { MemberResolver } from '../member/member.resolver.js';
import { membershipNode } from '../member/membership-node.js';
import { MembershipService } from '../member/membership.service.js';
import { roles } from '../member/role.js';
import type { MutationAcceptInvitationArgs, MutationInviteMemberArgs, MutationWithdrawInvitationArgs, QueryInvitationsArgs } from '../schema.types.js';
import type { Invitation } from './invitation.js';
import { InvitationService } from './invitation.service.js';

@Resolver('Invitation')
export class InvitationResolver {
  constructor(
    private readonly invitations: InvitationService,
    private readonly memberships: MembershipService,
    private readonly members: MemberResolver,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query('invitations')
  async list(@Args() args: QueryInvitationsArgs, @Context() context: GraphContext) {
    const identity = { list: 'invitations', tenant: context.tenant };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.invitations.page(context.principal, page.after?.[0] ?? null, page.limit);
    if (rows === 'FORBIDDEN') throw forbidden('This needs the right ADMINISTER.');
    return toConnection(this.tokens, identity, page, rows, { node: (row) => this.node(row), keysOf: ({ id }) => [id] });
  }

  @Mutation()
  async inviteMember(@Args() { input }: MutationInviteMemberArgs, @Context() context: GraphContext) {
    const tenant = context.caller.tenant ?? '';
    if ((input.role ?? null) === null && (input.grants ?? null) === null) throw badInput('State `role` or `grants`.');
    if (input.role && input.grants) throw badInput('State one of `role` and `grants`.');
    const grants = input.role ? tenantWide(tenant, roles[input.role]) : (input.grants ?? []).map((grant) => toScopedGrant(tenant, grant));
    const made = await this.invitations.invite(context.caller, { name: input.name, email: input.email ?? null, grants });
    return payload(this.tokens, made, { invitation: null, token: null }, ({ invitation, token }) => ({ invitation: this.node(invitation), token }));
  }

  @Mutation()
  async acceptInvitation(@Args() { input }: MutationAcceptInvitationArgs, @Context() context: GraphContext) {
    const { caller } = context;
    const made = await this.invitations.accept(caller, input.token);
    const all = made.ok && caller.account ? await this.memberships.described(caller.account) : [];
    return payload(this.tokens, made, { membership: null }, ({ id }) => {
      const joined = all.find(({ member }) => member.id === id);
      return { membership: joined ? membershipNode(joined) : null };
    });
  }

  @Mutation()
  async withdrawInvitation(@Args() { input }: MutationWithdrawInvitationArgs, @Context() context: GraphContext) {
    const made = await this.invitations.withdraw(context.caller, requireUuid('Invitation', input.id));
    return payload(this.tokens, made, { invitation: null }, (invitation) => ({ invitation: this.node(invitation) }));
  }

  @ResolveField()
  member(@Parent() { memberKey }: { memberKey: string | null }, @Context() context: GraphContext) {
    return memberKey === null ? null : this.members.load(context, memberKey);
  }

  private node(invitation: Invitation) {
    const { id, name, grants, emailHash, member, createdAt, expiresAt } = invitation;
    return {
      id: publicId('Invitation', id),
      name,
      state: this.invitations.stateOf(invitation),
      grants: grants.map((grant) => ({ ...grant, scope: scopeNode(grant.scope) })),
      emailNamed: emailHash !== null,
      memberKey: member,
      createdAt,
      expiresAt,
    };
  }
}
