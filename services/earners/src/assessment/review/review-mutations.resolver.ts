import type { Refusal } from '@cairn/access';
import { GraphContext, optionalUuid, requireUuid, userErrors } from '@cairn/subgraph';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type {
  MutationAcceptReviewAssignmentArgs,
  MutationClaimReviewArgs,
  MutationDeclineReviewAssignmentArgs,
  MutationFinaliseReviewArgs,
  MutationRecuseFromReviewArgs,
  MutationSaveReviewArgs,
} from '../../schema.types.js';
import { AssignmentAnswerService, type AssignmentWritten } from './assignment-answer.service.js';
import { ReviewClaimService } from './review-claim.service.js';
import { type AssignmentNode, assignmentNode, reviewNode, ReviewNodes } from './review-nodes.js';
import { type ReviewWritten, ReviewWriteService } from './review-write.service.js';

/** What reviewers do: ids in, payloads out. */
@Resolver('ReviewAssignment')
export class ReviewMutationsResolver {
  constructor(
    private readonly answers: AssignmentAnswerService,
    private readonly claims: ReviewClaimService,
    private readonly writing: ReviewWriteService,
    private readonly nodes: ReviewNodes,
  ) {}

  @Mutation()
  async acceptReviewAssignment(@Args() { input }: MutationAcceptReviewAssignmentArgs, @Context() context: GraphContext) {
    return this.answered(await this.answers.accept(context.caller, requireUuid('ReviewAssignment', input.id)), context);
  }

  @Mutation()
  async declineReviewAssignment(@Args() { input }: MutationDeclineReviewAssignmentArgs, @Context() context: GraphContext) {
    return this.answered(await this.answers.decline(context.caller, requireUuid('ReviewAssignment', input.id), input.reason ?? 'TIME'), context);
  }

  @Mutation()
  async recuseFromReview(@Args() { input }: MutationRecuseFromReviewArgs, @Context() context: GraphContext) {
    return this.answered(await this.answers.recuse(context.caller, requireUuid('ReviewAssignment', input.id), input.reason), context);
  }

  @Mutation()
  async claimReview(@Args() { input }: MutationClaimReviewArgs, @Context() context: GraphContext) {
    const achievement = optionalUuid('Achievement', input.achievementId);
    const claimed = await this.claims.claim(context.caller, requireUuid('Issuer', input.issuerId), achievement);
    if (claimed.ok && claimed.value === null) return { assignment: null, reviewCase: null, userErrors: [], position: null };
    return this.answered(claimed.ok && claimed.value ? { ok: true, value: claimed.value } : { ok: false, refusals: claimed.ok ? [] : claimed.refusals }, context);
  }

  @Mutation()
  async saveReview(@Args() { input }: MutationSaveReviewArgs, @Context() context: GraphContext) {
    return reviewed(await this.writing.saveDraft(context.caller, requireUuid('Review', input.id), input.scores ?? [], input.notes ?? undefined));
  }

  @Mutation()
  async finaliseReview(@Args() { input }: MutationFinaliseReviewArgs, @Context() context: GraphContext) {
    return reviewed(await this.writing.finalise(context.caller, requireUuid('Review', input.id), input.recommendation));
  }

  /** The review of an assignment that a mutation answered with. */
  @ResolveField()
  async review(@Parent() { review, of }: AssignmentNode, @Context() context: GraphContext) {
    if (review !== undefined) return review;
    const node = await this.nodes.ofSubmission(of, context);
    const standing = node && (await this.nodes.standing(node.row, context));
    return standing?.own ? reviewNode(standing.own) : null;
  }

  private async answered(written: AssignmentWritten, context: GraphContext) {
    if (!written.ok) return refusedWith(written.refusals);
    const { assignment, marks } = written.value;
    return {
      assignment: assignmentNode(assignment),
      reviewCase: await this.nodes.ofSubmission(assignment.submission, context),
      userErrors: [],
      position: this.nodes.position(marks),
    };
  }
}

const refusedWith = (refusals: readonly Refusal[]) => ({ assignment: null, reviewCase: null, userErrors: userErrors(refusals), position: null });

const reviewed = (written: ReviewWritten) =>
  written.ok ? { review: reviewNode(written.value), userErrors: [] } : { review: null, userErrors: userErrors(written.refusals) };
