import { OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { GraphContext, openPage, optionalUuid, requireUuid, toConnection, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import { AwardLoading } from '../../award/award-loading.js';
import type { AwardNode } from '../../award/award-node.js';
import type { MutationPostCreditEntryArgs, MutationReverseCreditEntryArgs, MutationReviseCreditEntryArgs, QueryCreditEntryArgs } from '../../schema.types.js';
import { inHundredths } from './check-entry.js';
import { CreditEntryLoading } from './credit-entry-loading.js';
import { type CreditEntryNode, creditEntryNode } from './credit-entry-node.js';
import { CreditEntryView } from './credit-entry-view.service.js';
import { CreditLedger, type Entered } from './credit-ledger.service.js';

/** Entries of ledgers: ids in, payloads out. */
@Resolver('CreditEntry')
export class CreditEntryResolver {
  constructor(
    private readonly ledger: CreditLedger,
    private readonly entries: CreditEntryLoading,
    private readonly awards: AwardLoading,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  creditEntry(@Args() { id }: QueryCreditEntryArgs, @Context() context: GraphContext) {
    return this.entries.byPublicId(id, context);
  }

  @Mutation()
  async postCreditEntry(@Args() { input }: MutationPostCreditEntryArgs, @Context() context: GraphContext) {
    const facts = {
      category: input.category ?? null,
      measure: input.measure,
      amount: inHundredths(input.amount),
      on: input.on,
      provider: optionalUuid('Issuer', input.providerId),
      activity: input.activity?.trim() ?? null,
      evidence: optionalUuid('Evidence', input.evidenceId),
    };
    return this.payload(context, await this.ledger.post(context.caller, requireUuid('Award', input.awardId), facts, input.reference ?? null, input.idempotencyKey));
  }

  @Mutation()
  async reviseCreditEntry(@Args() { input: { id, ...change } }: MutationReviseCreditEntryArgs, @Context() context: GraphContext) {
    const { category, amount, on, providerId, evidenceId } = change;
    return this.payload(
      context,
      await this.ledger.revise(context.caller, requireUuid('CreditEntry', id), {
        ...(category !== undefined && { category }),
        ...(amount !== undefined && amount !== null && { amount: inHundredths(amount) }),
        ...(on !== undefined && on !== null && { on }),
        ...(providerId !== undefined && { provider: providerId === null ? null : requireUuid('Issuer', providerId) }),
        ...(evidenceId !== undefined && { evidence: evidenceId === null ? null : requireUuid('Evidence', evidenceId) }),
      }),
    );
  }

  @Mutation()
  async reverseCreditEntry(@Args() { input }: MutationReverseCreditEntryArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.ledger.reverse(context.caller, requireUuid('CreditEntry', input.id)));
  }

  @ResolveField()
  sourceAward(@Parent() { row }: CreditEntryNode, @Context() context: GraphContext) {
    return row.sourceAward === null ? null : this.awards.byUuid(row.sourceAward, context);
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    return this.entries.byPublicId(id, context);
  }

  private async payload(context: GraphContext, entered: Entered) {
    if (!entered.ok) return { creditEntry: null, userErrors: userErrors(entered.refusals), position: null };
    const { id, marks } = entered.value;
    return { creditEntry: await this.entries.byUuid(id, context), userErrors: [], position: marks.length > 0 ? encodePosition(this.tokens, marks) : null };
  }
}

/** The ledger of an award, for its tenant and the person. */
@Resolver('Award')
export class AwardCreditEntriesResolver {
  constructor(
    private readonly view: CreditEntryView,
    private readonly tokens: OpaqueTokens,
  ) {}

  @ResolveField()
  async creditEntries(@Parent() { row, own }: AwardNode, @Args() args: { first: number; after?: string | null }, @Context() context: GraphContext) {
    if (!own) return null;
    const { tenant, account } = context.principal;
    const identity = { list: `credit entries of ${row.id}`, tenant: row.tenant };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.view.page({ tenant, account }, row, page.after?.[0] ?? null, page.limit);
    if (rows === null) return null;
    return toConnection(this.tokens, identity, page, rows, { node: creditEntryNode, keysOf: ({ id }): [string] => [id], totalCount: () => Promise.resolve(null) });
  }
}
