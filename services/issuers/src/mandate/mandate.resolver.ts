import { type Decision, OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, publicId, requireUuid, toConnection, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { payload } from '../grant/people-change.payload.js';
import type { Made } from '../grant/people-change.service.js';
import { IssuerResolver } from '../issuer/issuer.resolver.js';
import type {
  MutationAcceptMandateArgs,
  MutationDeclineMandateArgs,
  MutationEndMandateArgs,
  MutationProposeMandateArgs,
  QueryMandateArgs,
  QueryMandatesArgs,
} from '../schema.types.js';
import type { Mandate } from './mandate.js';
import { MandateService } from './mandate.service.js';

const mandateNode = ({ id, mandator, agent, achievements, ...mandate }: Mandate) => ({
  ...mandate,
  id: publicId('Mandate', id),
  mandatorKey: mandator,
  agentKey: agent,
  achievementIds: achievements?.map((one) => publicId('Achievement', one)) ?? null,
});

@Resolver('Mandate')
export class MandateResolver {
  constructor(
    private readonly mandates: MandateService,
    private readonly issuers: IssuerResolver,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async mandate(@Args() { id }: QueryMandateArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('Mandate', id);
    const mandate = uuid && (await this.mandates.one(context.principal.tenant, uuid));
    return mandate ? mandateNode(mandate) : null;
  }

  @Query('mandates')
  async list(@Args() args: QueryMandatesArgs, @Context() context: GraphContext) {
    const { tenant } = context;
    const identity = { list: 'mandates', tenant };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.mandates.page(tenant, page.after?.[0] ?? null, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: mandateNode, keysOf: ({ id }) => [id] });
  }

  @Mutation()
  async proposeMandate(@Args() { input }: MutationProposeMandateArgs, @Context() context: GraphContext) {
    const made = await this.mandates.propose(context.caller, {
      mandatorId: requireUuid('Issuer', input.mandatorIssuerId),
      agentId: requireUuid('Issuer', input.agentIssuerId),
      idempotencyKey: input.idempotencyKey,
      actions: input.actions,
      achievements: input.achievementIds?.map((id) => requireUuid('Achievement', id)) ?? null,
      from: input.from ? new Date(input.from) : null,
      until: input.until ? new Date(input.until) : null,
    });
    return this.payload(made);
  }

  @Mutation()
  async acceptMandate(@Args() { input }: MutationAcceptMandateArgs, @Context() context: GraphContext) {
    return this.payload(await this.mandates.accept(context.caller, requireUuid('Mandate', input.id)));
  }

  @Mutation()
  async declineMandate(@Args() { input }: MutationDeclineMandateArgs, @Context() context: GraphContext) {
    return this.payload(await this.mandates.decline(context.caller, requireUuid('Mandate', input.id)));
  }

  @Mutation()
  async endMandate(@Args() { input }: MutationEndMandateArgs, @Context() context: GraphContext) {
    return this.payload(await this.mandates.end(context.caller, requireUuid('Mandate', input.id)));
  }

  @ResolveField()
  mandator(@Parent() { mandatorKey }: { mandatorKey: string }, @Context() context: GraphContext) {
    return this.issuers.load(context, mandatorKey);
  }

  @ResolveField()
  agent(@Parent() { agentKey }: { agentKey: string }, @Context() context: GraphContext) {
    return this.issuers.load(context, agentKey);
  }

  private payload(made: Decision<Made<Mandate>>) {
    return payload(this.tokens, made, { mandate: null }, (mandate) => ({ mandate: mandateNode(mandate) }));
  }
}
