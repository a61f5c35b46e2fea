import { GraphContext, publicId, requireUuid } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Earner } from '../earner/earner.js';
import { type EarnerNode, EarnerNodes } from '../earner/earner-nodes.js';
import type { MutationGiveConsentArgs, MutationWithdrawConsentArgs } from '../schema.types.js';
import { viewerOf } from '../person/earner-access.js';
import { ConsentService, type ShownConsent } from './consent.service.js';

/** Consents of an earner, and what changes them. */
@Resolver('Earner')
export class ConsentResolver {
  constructor(
    private readonly service: ConsentService,
    private readonly nodes: EarnerNodes,
  ) {}

  @ResolveField()
  async consents(@Parent() parent: EarnerNode, @Context() context: GraphContext) {
    const row = await this.nodes.rowOf(parent, context);
    if (!row) return [];
    const viewer = viewerOf(context.principal);
    const consents = await context.loader<Earner, ShownConsent[]>('consents of earners', (rows) => this.service.of(viewer, rows)).load(row);
    return (consents ?? []).map(consentNode);
  }

  @Mutation()
  async giveConsent(@Args() { input }: MutationGiveConsentArgs, @Context() context: GraphContext) {
    const { earnerId, purpose, evidence = null } = input;
    return this.nodes.payload(context, await this.service.give(context.caller, requireUuid('Earner', earnerId), purpose, evidence));
  }

  @Mutation()
  async withdrawConsent(@Args() { input }: MutationWithdrawConsentArgs, @Context() context: GraphContext) {
    return this.nodes.payload(context, await this.service.withdraw(context.caller, requireUuid('Earner', input.earnerId), input.purpose));
  }
}

const consentNode = ({ id, purpose, givenAt, givenBy, withdrawnAt, withdrawnBy, evidence }: ShownConsent) => ({
  id: publicId('Consent', id),
  purpose,
  state: withdrawnAt === null ? 'GIVEN' : 'WITHDRAWN',
  givenAt,
  givenBy,
  withdrawnAt,
  withdrawnBy,
  evidence,
});
