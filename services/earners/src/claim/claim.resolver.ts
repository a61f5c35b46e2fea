import { GraphContext, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { EarnerNodes } from '../earner/earner-nodes.js';
import type { MutationClaimEarnerArgs, MutationCreateClaimLinkArgs } from '../schema.types.js';
import { ClaimService } from './claim.service.js';

/** Claiming records. */
@Resolver()
export class ClaimResolver {
  constructor(
    private readonly claims: ClaimService,
    private readonly nodes: EarnerNodes,
  ) {}

  @Mutation()
  async createClaimLink(@Args() { input }: MutationCreateClaimLinkArgs, @Context() context: GraphContext) {
    const made = await this.claims.link(context.caller, requireUuid('Earner', input.earnerId));
    if (!made.ok) return { earner: null, token: null, expiresAt: null, userErrors: userErrors(made.refusals) };
    const { earner, token, expiresAt } = made.value;
    return { earner: await this.nodes.byUuid(earner, context), token, expiresAt, userErrors: [] };
  }

  @Mutation()
  async claimEarner(@Args() { input }: MutationClaimEarnerArgs, @Context() context: GraphContext) {
    return this.nodes.payload(context, await this.claims.claim(context.caller, input.token));
  }
}
