import { OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, publicId, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { MutationDecideCreditAuditArgs, MutationDrawCreditAuditArgs } from '../../schema.types.js';
import { CreditEntryLoading } from '../ledger/credit-entry-loading.js';
import { CreditAudits } from './credit-audits.service.js';

/** Samples of entries. */
@Resolver('CreditAudit')
export class CreditAuditResolver {
  constructor(
    private readonly audits: CreditAudits,
    private readonly loading: CreditEntryLoading,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Mutation()
  async drawCreditAudit(@Args() { input }: MutationDrawCreditAuditArgs, @Context() context: GraphContext) {
    const { size = null, from = null, until = null, seed = null } = input;
    const drawn = await this.audits.draw(context.caller, { achievement: requireUuid('Achievement', input.achievementId), size, from, until, seed });
    if (!drawn.ok) return { creditAudit: null, userErrors: userErrors(drawn.refusals), position: null };
    const { audit, entries: drawnEntries, marks } = drawn.value;
    const { id, seed: by, size: drew, population, drawnAt } = audit;
    return {
      creditAudit: { id: publicId('CreditAudit', id), seed: by, size: drew, population, drawnAt, drawnEntries },
      userErrors: [],
      position: marks.length > 0 ? encodePosition(this.tokens, marks) : null,
    };
  }

  @Mutation()
  async decideCreditAudit(@Args() { input }: MutationDecideCreditAuditArgs, @Context() context: GraphContext) {
    const decided = await this.audits.decide(context.caller, requireUuid('CreditEntry', input.creditEntryId), input.verdict);
    if (!decided.ok) return { creditEntry: null, userErrors: userErrors(decided.refusals), position: null };
    const { id, marks } = decided.value;
    return { creditEntry: await this.loading.byUuid(id, context), userErrors: [], position: marks.length > 0 ? encodePosition(this.tokens, marks) : null };
  }

  @ResolveField()
  entries(@Parent() { drawnEntries }: { readonly drawnEntries: readonly string[] }, @Context() context: GraphContext) {
    return Promise.all(drawnEntries.map((id) => this.loading.byUuid(id, context)));
  }
}
