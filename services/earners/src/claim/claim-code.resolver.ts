import { OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, optionalUuid, publicId, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { AwardLoading } from '../award/award-loading.js';
import type { MutationClaimAwardArgs, MutationCreateClaimCodesArgs } from '../schema.types.js';
import { AwardClaimService } from './award-claim.service.js';
import { ClaimCodesService } from './claim-codes.service.js';

/** Codes by which awards are claimed. */
@Resolver()
export class ClaimCodeResolver {
  constructor(
    private readonly codes: ClaimCodesService,
    private readonly claims: AwardClaimService,
    private readonly loading: AwardLoading,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Mutation()
  async createClaimCodes(@Args() { input }: MutationCreateClaimCodesArgs, @Context() context: GraphContext) {
    const made = await this.codes.create(context.caller, {
      awards: [...new Set((input.awardIds ?? []).map((id) => requireUuid('Award', id)))],
      version: optionalUuid('AchievementVersion', input.achievementVersionId),
      count: input.count ?? null,
      sharedUses: input.sharedUses ?? null,
      assessment: input.assessment,
      until: new Date(input.until),
    });
    if (!made.ok) return { codes: [], userErrors: userErrors(made.refusals) };
    const codes = made.value.map(({ id, code, award, usesMax, expiresAt }) => ({
      id: publicId('ClaimCode', id),
      code,
      awardId: award && publicId('Award', award),
      uses: usesMax,
      until: expiresAt,
    }));
    return { codes, userErrors: [] };
  }

  @Mutation()
  async claimAward(@Args() { input }: MutationClaimAwardArgs, @Context() context: GraphContext) {
    const { decision, existing } = await this.claims.claim(context.caller, input);
    if (!decision.ok) return { award: existing === null ? null : await this.loading.byUuid(existing, context), userErrors: userErrors(decision.refusals), position: null };
    const { id, marks } = decision.value;
    return { award: await this.loading.byUuid(id, context), userErrors: [], position: marks.length > 0 ? encodePosition(this.tokens, marks) : null };
  }
}
