import { OpaqueTokens } from '@cairn/access';
import { encodePosition, type Mark } from '@cairn/messaging';
import { GraphContext, openPage, publicId, requireUuid, toConnection, unauthenticated, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { AwardLoading } from '../award/award-loading.js';
import { Disclosures } from '../disclosure/disclosures.js';
import { EarnerNodes } from '../earner/earner-nodes.js';
import type { MutationDecideNominationArgs, MutationNominateForAwardArgs, QueryNominationsArgs } from '../schema.types.js';
import type { Nomination } from './nomination.js';
import { NominationDecisions } from './nomination-decision.service.js';
import { NominationService } from './nomination.service.js';

/** Nominations: ids in, payloads out. */
@Resolver('Nomination')
export class NominationResolver {
  constructor(
    private readonly service: NominationService,
    private readonly decisions: NominationDecisions,
    private readonly awards: AwardLoading,
    private readonly earners: EarnerNodes,
    private readonly disclosures: Disclosures,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async nominations(@Args() args: QueryNominationsArgs, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    if (tenant === null) throw unauthenticated();
    const state = args.state ?? null;
    const identity = { list: 'nominations', tenant, state };
    const page = openPage<[string]>(this.tokens, identity, args);
    const rows = await this.service.page(tenant, state, page.after?.[0] ?? null, page.limit);
    return toConnection(this.tokens, identity, page, rows, {
      node: nominationNode,
      keysOf: ({ id }): [string] => [id],
      totalCount: () => this.service.count(tenant, state),
    });
  }

  @Mutation()
  async nominateForAward(@Args() { input }: MutationNominateForAwardArgs, @Context() context: GraphContext) {
    const made = await this.service.nominate(context.caller, requireUuid('AchievementVersion', input.achievementVersionId), input.nominees, input.attested);
    if (!made.ok) return { nominations: [], userErrors: userErrors(made.refusals), position: null };
    return { nominations: made.value.nominations.map(nominationNode), userErrors: [], position: this.positionOf(made.value.marks) };
  }

  @Mutation()
  async decideNomination(@Args() { input }: MutationDecideNominationArgs, @Context() context: GraphContext) {
    const { decision, existing } = await this.decisions.decide(context.caller, requireUuid('Nomination', input.id), input.accept, input.assessment);
    if (!decision.ok) {
      return { nomination: null, award: existing === null ? null : await this.awards.byUuid(existing, context), userErrors: userErrors(decision.refusals), position: null };
    }
    const { nomination, marks } = decision.value;
    const award = nomination.award === null ? null : await this.awards.byUuid(nomination.award, context);
    return { nomination: nominationNode(nomination), award, userErrors: [], position: this.positionOf(marks) };
  }

  @ResolveField()
  earner(@Parent() { row }: NominationNode, @Context() context: GraphContext) {
    return this.earners.byUuid(row.earner, context);
  }

  @ResolveField()
  award(@Parent() { row }: NominationNode, @Context() context: GraphContext) {
    return row.award === null ? null : this.awards.byUuid(row.award, context);
  }

  @ResolveField()
  async statement(@Parent() { row }: NominationNode, @Context() context: GraphContext) {
    const read = await context
      .loader<Nomination, { text: string | null }>('statements of nominations', async (rows) => (await this.service.statementsOf(row.tenant, rows)).map((text) => ({ text })))
      .load(row);
    if (read?.text) this.disclosures.show(context, 'read.nomination-statements', { id: row.earner, tenant: row.tenant, account: null });
    return read?.text ?? null;
  }

  private positionOf(marks: readonly Mark[]): string | null {
    return marks.length > 0 ? encodePosition(this.tokens, [...marks]) : null;
  }
}

const nominationNode = (row: Nomination) => ({
  __typename: 'Nomination' as const,
  id: publicId('Nomination', row.id),
  row,
  achievementVersion: { __typename: 'AchievementVersion' as const, id: publicId('AchievementVersion', row.achievementVersion) },
  state: row.state,
  decidedAt: row.decidedAt,
  version: row.version,
  createdAt: row.createdAt,
});

type NominationNode = ReturnType<typeof nominationNode>;
