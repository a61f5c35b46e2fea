import { type Decision, OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, publicId, requireUuid, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { payload } from '../grant/people-change.payload.js';
import type { Made } from '../grant/people-change.service.js';
import type {
  MutationAcceptPartnershipArgs,
  MutationDeclinePartnershipArgs,
  MutationEndPartnershipArgs,
  MutationInvitePartnerArgs,
  QueryPartnershipArgs,
  QueryPartnershipsArgs,
} from '../schema.types.js';
import type { Partnership } from './partnership.js';
import { PartnershipService } from './partnership.service.js';

const partnershipNode = ({ id, tenant, invitingName, invited, invitedName, state, version, createdAt, updatedAt }: Partnership) => ({
  id: publicId('Partnership', id),
  invitingTenantId: publicId('Tenant', tenant),
  invitingTenantName: invitingName,
  invitedTenantId: publicId('Tenant', invited),
  invitedTenantName: invitedName,
  state,
  version,
  createdAt,
  updatedAt,
});

@Resolver('Partnership')
export class PartnershipResolver {
  constructor(
    private readonly partnerships: PartnershipService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async partnership(@Args() { id }: QueryPartnershipArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('Partnership', id);
    const partnership = uuid && (await this.partnerships.one(context.principal.tenant, uuid));
    return partnership ? partnershipNode(partnership) : null;
  }

  @Query('partnerships')
  async list(@Args() args: QueryPartnershipsArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    const identity = { list: 'partnerships', tenant };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.partnerships.page(tenant, page.after?.[0] ?? null, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: partnershipNode, keysOf: ({ id }) => [id] });
  }

  @Mutation()
  async invitePartner(@Args() { input }: MutationInvitePartnerArgs, @Context() context: GraphContext) {
    return this.payload(await this.partnerships.invite(context.caller, requireUuid('Issuer', input.issuerId)));
  }

  @Mutation()
  async acceptPartnership(@Args() { input }: MutationAcceptPartnershipArgs, @Context() context: GraphContext) {
    return this.payload(await this.partnerships.act(context.caller, requireUuid('Partnership', input.id), 'ACCEPT'));
  }

  @Mutation()
  async declinePartnership(@Args() { input }: MutationDeclinePartnershipArgs, @Context() context: GraphContext) {
    return this.payload(await this.partnerships.act(context.caller, requireUuid('Partnership', input.id), 'DECLINE'));
  }

  @Mutation()
  async endPartnership(@Args() { input }: MutationEndPartnershipArgs, @Context() context: GraphContext) {
    return this.payload(await this.partnerships.act(context.caller, requireUuid('Partnership', input.id), 'END'));
  }

  private payload(made: Decision<Made<Partnership>>) {
    return payload(this.tokens, made, { partnership: null }, (partnership) => ({ partnership: partnershipNode(partnership) }));
  }
}
