import { OpaqueTokens } from '@cairn/access';
import { GraphContext, openPage, optionalUuid, publicId, requireUuid, toConnection } from '@cairn/subgraph';
import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import type { QueryEvidenceSignalsArgs, QueryReviewSignalsArgs } from '../../schema.types.js';
import type { EvidenceSignal } from './evidence-signal.js';
import { SignalViewService } from './signal-view.service.js';

/** Signals that somebody should look. */
@Resolver()
export class SignalResolver {
  constructor(
    private readonly views: SignalViewService,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Query()
  async evidenceSignals(@Args() args: QueryEvidenceSignalsArgs, @Context() context: GraphContext) {
    const { principal } = context;
    const submission = optionalUuid('Submission', args.filter?.submissionId);
    const identity = { list: 'evidence signals', tenant: principal.tenant, filter: submission };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await this.views.page(principal, submission, page.after, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: signalNode, keysOf: ({ raisedAt, id }) => [raisedAt.toISOString(), id] });
  }

  @Query()
  async reviewSignals(@Args() { achievementId, reviewsMin }: QueryReviewSignalsArgs, @Context() context: GraphContext) {
    const rates = await this.views.rates(context.principal, requireUuid('Achievement', achievementId), reviewsMin ?? 20);
    return rates.map(({ reviewer, cases, rate, rateOfOthers }) => ({ reviewerId: publicId('Reviewer', reviewer), reviews: cases, rate, rateOfOthers }));
  }
}

const signalNode = ({ id, kind, submissions, files, raisedAt }: EvidenceSignal) => ({
  id: publicId('EvidenceSignal', id),
  kind,
  submissionIds: submissions.map((one) => publicId('Submission', one)),
  files,
  raisedAt,
});
