import { type Decision, OpaqueTokens } from '@cairn/access';
import { encodePosition, type Mark } from '@cairn/messaging';
import { badInput, GraphContext, requireUuid, userErrors, uuidOf } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import type {
  MutationAcceptEndorsementArgs,
  MutationDeclineEndorsementArgs,
  MutationEndorseArgs,
  MutationRequestEndorsementArgs,
  MutationWithdrawEndorsementArgs,
  QueryEndorsementArgs,
  QueryEndorsementsArgs,
} from '../schema.types.js';
import { EndorsementAnswers } from './endorsement-answer.service.js';
import type { Endorsement } from './endorsement.js';
import { EndorsementNodes } from './endorsement-nodes.js';
import { EndorsementOffers } from './endorsement-offer.service.js';
import { EndorsementRequests, type Subject } from './endorsement-request.service.js';

/** Endorsements: ids in, payloads out. */
@Resolver('Endorsement')
export class EndorsementResolver {
  constructor(
    private readonly nodes: EndorsementNodes,
    private readonly requests: EndorsementRequests,
    private readonly offers: EndorsementOffers,
    private readonly answers: EndorsementAnswers,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  endorsement(@Args() { id }: QueryEndorsementArgs, @Context() context: GraphContext) {
    const uuid = uuidOf('Endorsement', id);
    return uuid ? this.nodes.byId(context, uuid) : null;
  }

  @Query()
  endorsements(@Args() args: QueryEndorsementsArgs, @Context() context: GraphContext) {
    return this.nodes.ofTenant(context.tenant, { state: args.state ?? null, side: args.side ?? null }, args);
  }

  @Mutation()
  async requestEndorsement(@Args() { input }: MutationRequestEndorsementArgs, @Context() context: GraphContext) {
    const subject = subjectIn(input.subject);
    return this.payload(await this.requests.request(context.caller, requireUuid('Issuer', input.endorserId), subject, input.message ?? null));
  }

  @Mutation()
  async endorse(@Args() { input }: MutationEndorseArgs, @Context() context: GraphContext) {
    const { endorsementId = null, endorserId = null, subject = null, comment } = input;
    if ((endorsementId === null) === (endorserId === null || subject === null)) throw badInput('Give `endorsementId` of a request, or `endorserId` and `subject`.');
    if (endorsementId !== null) return this.payload(await this.offers.answer(context.caller, requireUuid('Endorsement', endorsementId), comment));
    return this.payload(await this.offers.propose(context.caller, requireUuid('Issuer', endorserId ?? ''), subjectIn(subject ?? {}), comment));
  }

  @Mutation()
  async acceptEndorsement(@Args() { input }: MutationAcceptEndorsementArgs, @Context() context: GraphContext) {
    return this.payload(flat(await this.answers.accept(context.caller, requireUuid('Endorsement', input.id))));
  }

  @Mutation()
  async declineEndorsement(@Args() { input }: MutationDeclineEndorsementArgs, @Context() context: GraphContext) {
    return this.payload(flat(await this.answers.decline(context.caller, requireUuid('Endorsement', input.id))));
  }

  @Mutation()
  async withdrawEndorsement(@Args() { input }: MutationWithdrawEndorsementArgs, @Context() context: GraphContext) {
    return this.payload(flat(await this.answers.withdraw(context.caller, requireUuid('Endorsement', input.id))));
  }

  /** What was written with a request is between the two sides. */
  @ResolveField()
  message(@Parent() { row }: EndorsementNode, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    return tenant !== null && (tenant === row.tenant || tenant === row.subjectTenant) ? row.message : null;
  }

  @ResolveField()
  async document(@Parent() { row }: EndorsementNode, @Context() context: GraphContext) {
    return (await this.nodes.signed(context, row))?.document ?? null;
  }

  @ResolveField()
  async status(@Parent() { row }: EndorsementNode, @Context() context: GraphContext) {
    return (await this.nodes.signed(context, row))?.status ?? null;
  }

  @ResolveReference()
  resolveReference({ id }: { id: string }, context: GraphContext) {
    const uuid = uuidOf('Endorsement', id);
    return uuid ? this.nodes.byId(context, uuid) : null;
  }

  private payload(decision: Decision<Endorsement & { readonly marks?: readonly Mark[] }>) {
    if (!decision.ok) return { endorsement: null, userErrors: userErrors(decision.refusals), position: null };
    const { marks = [], ...row } = decision.value;
    return { endorsement: this.nodes.node(row), userErrors: [], position: marks.length > 0 ? encodePosition(this.tokens, [...marks]) : null };
  }
}

type EndorsementNode = ReturnType<EndorsementNodes['node']>;

const flat = (decision: Decision<{ endorsement: Endorsement; marks: readonly Mark[] }>): Decision<Endorsement & { marks: readonly Mark[] }> =>
  decision.ok ? { ok: true, value: { ...decision.value.endorsement, marks: decision.value.marks } } : decision;

function subjectIn({ issuerId, achievementVersionId, awardId }: { issuerId?: string | null; achievementVersionId?: string | null; awardId?: string | null }): Subject {
  const named: Subject[] = [
    ...(issuerId ? [{ kind: 'ISSUER' as const, id: requireUuid('Issuer', issuerId), field: 'subject' }] : []),
    ...(achievementVersionId ? [{ kind: 'ACHIEVEMENT_VERSION' as const, id: requireUuid('AchievementVersion', achievementVersionId), field: 'subject' }] : []),
    ...(awardId ? [{ kind: 'AWARD' as const, id: requireUuid('Award', awardId), field: 'subject' }] : []),
  ];
  const [subject] = named;
  if (!subject || named.length > 1) throw badInput('Name exactly one of `issuerId`, `achievementVersionId` and `awardId`.');
  return subject;
}
