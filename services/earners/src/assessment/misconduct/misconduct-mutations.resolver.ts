import { OpaqueTokens } from '@cairn/access';
import { encodePosition } from '@cairn/messaging';
import { badInput, GraphContext, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import type {
  MutationAnswerMisconductNoticeArgs,
  MutationCloseMisconductVoteArgs,
  MutationGiveMisconductNoticeArgs,
  MutationReportMisconductArgs,
  MutationVoteOnMisconductArgs,
  ReportMisconductInput,
} from '../../schema.types.js';
import { CaseIds } from '../review/case-ids.js';
import type { Written } from './misconduct-change.js';
import { actorsOf, misconductNode } from './misconduct-node.js';
import { MisconductNoticeService } from './misconduct-notice.service.js';
import { MisconductReportService } from './misconduct-report.service.js';
import { MisconductViewService } from './misconduct-view.service.js';
import { MisconductVoteService } from './misconduct-vote.service.js';
import type { Report } from './misconduct.js';

/** Commands on cases of misconduct: ids in, payloads out. */
@Resolver()
export class MisconductMutationsResolver {
  constructor(
    private readonly reports: MisconductReportService,
    private readonly notices: MisconductNoticeService,
    private readonly votes: MisconductVoteService,
    private readonly views: MisconductViewService,
    private readonly ids: CaseIds,
    private readonly tokens: OpaqueTokens,
  ) {}

  @Mutation()
  async reportMisconduct(@Args() { input }: MutationReportMisconductArgs, @Context() context: GraphContext) {
    const { reason, statement } = input;
    return this.payload(context, await this.reports.report(context.caller, { about: this.aboutOf(input), reason, statement }));
  }

  @Mutation()
  async giveMisconductNotice(@Args() { input: { id, text, committee } }: MutationGiveMisconductNoticeArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.notices.give(context.caller, requireUuid('MisconductCase', id), text, actorsOf(committee)));
  }

  @Mutation()
  async answerMisconductNotice(@Args() { input: { id, text } }: MutationAnswerMisconductNoticeArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.notices.answer(context.caller, requireUuid('MisconductCase', id), text));
  }

  @Mutation()
  async voteOnMisconduct(@Args() { input: { id, inFavour } }: MutationVoteOnMisconductArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.votes.vote(context.caller, requireUuid('MisconductCase', id), inFavour));
  }

  @Mutation()
  async closeMisconductVote(@Args() { input: { id } }: MutationCloseMisconductVoteArgs, @Context() context: GraphContext) {
    return this.payload(context, await this.votes.close(context.caller, requireUuid('MisconductCase', id)));
  }

  private async payload(context: GraphContext, written: Written) {
    if (!written.ok) return { misconductCase: null, userErrors: userErrors(written.refusals), position: null };
    const { id, marks } = written.value;
    const seen = await this.views.byId(context.principal, id);
    return { misconductCase: seen ? misconductNode(seen) : null, userErrors: [], position: marks.length > 0 ? encodePosition(this.tokens, marks) : null };
  }

  private aboutOf({ submissionId, reviewCaseId, awardId }: ReportMisconductInput): Report['about'] {
    const given = [submissionId, reviewCaseId, awardId].filter((id) => id !== null && id !== undefined);
    if (given.length !== 1) throw badInput('Exactly one of `submissionId`, `reviewCaseId` and `awardId` is given.');
    if (awardId) return { award: requireUuid('Award', awardId) };
    return { submission: submissionId ? requireUuid('Submission', submissionId) : this.ids.submission(requireUuid('ReviewCase', reviewCaseId ?? '')) };
  }
}
