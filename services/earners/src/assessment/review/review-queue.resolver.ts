import { OpaqueTokens } from '@cairn/access';
import { badInput, GraphContext, openPage, optionalUuid, toConnection, unauthenticated, uuidOf } from '@cairn/subgraph';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { IssuerReviewQueueArgs, QueryMyReviewCasesArgs, ReviewQueueFilter } from '../../schema.types.js';
import { CaseViewService, mayJudge } from './case-view.service.js';
import type { QueueConditions } from './review-case.js';
import { caseKeys } from './review-queue.store.js';
import { ReviewNodes } from './review-nodes.js';

/** Lists of cases: an issuer's queue, and what the caller was asked. */
@Resolver('Issuer')
export class ReviewQueueResolver {
  constructor(
    private readonly nodes: ReviewNodes,
    private readonly views: CaseViewService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @ResolveField()
  async reviewQueue(@Parent() { id }: { id: string }, @Args() args: IssuerReviewQueueArgs, @Context() context: GraphContext) {
    const { tenant } = context.principal;
    const issuer = uuidOf('Issuer', id);
    const conditions = conditionsOf(args.filter ?? {});
    if (tenant === null || !issuer || !mayJudge(context.principal, { issuer, ...(conditions.achievement ? { achievement: conditions.achievement } : {}) })) return null;
    const identity = { list: 'review queue', tenant, order: args.orderBy, filter: { issuer, ...conditions } };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.views.queue(tenant, issuer, conditions, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: (row) => this.nodes.ofRow(row), keysOf: caseKeys });
  }

  @Query()
  async myReviewCases(@Args() args: QueryMyReviewCasesArgs, @Context() context: GraphContext) {
    const { tenant, actor } = context.principal;
    if (tenant === null || actor === null) throw unauthenticated();
    const identity = { list: 'my review cases', tenant, filter: actor };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.views.asked(context.principal, tenant, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: (row) => this.nodes.ofRow(row), keysOf: caseKeys });
  }
}

function conditionsOf({ overdue, achievement, state, language }: ReviewQueueFilter): QueueConditions {
  if (state && state !== 'SUBMITTED' && state !== 'IN_REVIEW') throw badInput('The queue holds cases that are SUBMITTED or IN_REVIEW.');
  return {
    overdue: overdue ?? null,
    achievement: optionalUuid('Achievement', achievement),
    state: state === 'SUBMITTED' || state === 'IN_REVIEW' ? state : null,
    language: language ?? null,
  };
}
