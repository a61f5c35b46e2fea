import { OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, optionalUuid, publicId, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type { MutationClaimCreditCodeArgs, MutationCreateCreditCodeArgs } from '../../schema.types.js';
import { inHundredths } from '../ledger/check-entry.js';
import { CreditEntryLoading } from '../ledger/credit-entry-loading.js';
import { CreditClaims } from './credit-claim.service.js';
import { CreditCodes } from './credit-codes.service.js';

/** Codes by which activities are entered into ledgers. */
@Resolver()
export class CreditCodeResolver {
  constructor(
    private readonly codes: CreditCodes,
    private readonly claims: CreditClaims,
    private readonly entries: CreditEntryLoading,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Mutation()
  async createCreditCode(@Args() { input }: MutationCreateCreditCodeArgs, @Context() context: GraphContext) {
    const made = await this.codes.create(context.caller, {
      achievement: requireUuid('Achievement', input.achievementId),
      category: input.category ?? null,
      measure: input.measure,
      amount: inHundredths(input.amount),
      on: input.on,
      provider: optionalUuid('Issuer', input.providerId),
      activity: input.activity?.trim() ?? null,
      usesMax: input.uses,
      expiresAt: new Date(input.until),
    });
    if (!made.ok) return { creditCode: null, userErrors: userErrors(made.refusals) };
    const { id, code, usesMax: uses, expiresAt: until } = made.value;
    return { creditCode: { id: publicId('CreditCode', id), code, uses, until }, userErrors: [] };
  }

  @Mutation()
  async claimCreditCode(@Args() { input }: MutationClaimCreditCodeArgs, @Context() context: GraphContext) {
    const claimed = await this.claims.claim(context.caller, input.code, optionalUuid('Award', input.awardId));
    if (!claimed.ok) return { creditEntry: null, userErrors: userErrors(claimed.refusals), position: null };
    const { id, marks } = claimed.value;
    return { creditEntry: await this.entries.byUuid(id, context), userErrors: [], position: marks.length > 0 ? encodePosition(this.tokens, marks) : null };
  }
}
